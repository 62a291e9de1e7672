#!/bin/sh
set -e
if [ "$1" = configure ] || [ "$1" = abort-upgrade ] || [ "$1" = abort-remove ]; then
  py3compile -p boussole-circuits-courts /usr/lib/boussole-circuits-courts
fi
