"""What is asked for where a password is chosen. Loads nothing that hashes."""

from app.kernel import kinds as k
from app.kernel.fields import Field

NEW = Field("new", "新密码", k.SECRET, True, "至少 8 个字符，字母、数字、符号至少有两种；不能是姓名或常见密码")
AGAIN = Field("again", "再输一遍", k.SECRET, True)
