#!/bin/sh
# Recompile quand Debian change de version de Python.
set -e
if [ "$1" = rtupdate ]; then
  py3clean -p boussole-circuits-courts --quiet
  py3compile -p boussole-circuits-courts /usr/lib/boussole-circuits-courts
fi
