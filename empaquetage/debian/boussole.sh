#!/bin/sh
exec /usr/bin/python3 -I -X utf8 /usr/lib/boussole-circuits-courts/lancer.py "$@"
