#!/bin/sh
set -e
py3clean -p boussole-circuits-courts
