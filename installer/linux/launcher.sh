#!/bin/sh
# Starts the program from wherever its folder lies; without words the window, else the command line.
here=$(dirname "$(readlink -f "$0")")
exec "$here/bin/python3.11" -I -B -X utf8 -m app "$@"
