"""Money: whole 分 inside; 元 with two decimals and 人民币大写 for people."""

DIGITS = "零壹贰叁肆伍陆柒捌玖"
PLACES = ("", "拾", "佰", "仟")
SECTIONS = ("", "万", "亿")
SECTION = len(PLACES)
FEN_IN_YUAN = 100
TOO_MUCH = 10 ** (SECTION * len(SECTIONS)) * FEN_IN_YUAN


def yuan(fen: int) -> str:
    """分 as 元 in figures: 123400 -> "1,234.00"; a reversal keeps its minus sign."""
    whole, rest = divmod(abs(fen), FEN_IN_YUAN)
    return f"{'-' if fen < 0 else ''}{whole:,}.{rest:02d}"


def rmb_upper(fen: int) -> str:
    """分 as 人民币大写, without the word 人民币; ValueError when negative or from 10^12 元 on.

    支付结算办法（银发〔1997〕393号）附件一 第二条: 整 follows 元, may follow 角 (always written here, so that
    nothing can be added), never 分. 第四条: each run of zeros between digits is one 零, as is the missing 角
    before 分; before 角 none is needed. 107000.53 -> 壹拾万零柒仟元伍角叁分 is the circular's own example.
    """
    if not 0 <= fen < TOO_MUCH:
        raise ValueError("大写金额应不小于零、小于一万亿元")
    whole, rest = divmod(fen, FEN_IN_YUAN)
    tenths, hundredths = divmod(rest, 10)
    text = _whole(whole) + "元" if whole else ""
    if tenths:
        text += DIGITS[tenths] + "角"
    elif hundredths and whole:
        text += "零"
    return text + DIGITS[hundredths] + "分" if hundredths else (text or "零元") + "整"


def _whole(number: int) -> str:
    """Read the 元 digit by digit, naming each section of four that is not empty."""
    text, gap = "", False
    for power in reversed(range(SECTION * len(SECTIONS))):
        digit = number // 10**power % 10
        if digit:
            text += ("零" if gap and text else "") + DIGITS[digit] + PLACES[power % SECTION]
        gap = not digit
        if power % SECTION == 0 and number // 10**power % 10**SECTION:
            text += SECTIONS[power // SECTION]
    return text
