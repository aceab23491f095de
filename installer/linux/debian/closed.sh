#!/bin/sh
# Before files are put in or taken out (preinst and prerm): not while somebody works with them.
for program in /proc/[0-9]*/exe; do
    if [ "$(readlink "$program")" = /opt/skillbureau/bin/python3.11 ]; then
        echo "补贴性职业技能培训管理正在运行。请先关闭它（包括其他用户打开的），再安装、升级或卸载。没有改动任何文件。" >&2
        exit 1
    fi
done
exit 0
