#!/usr/bin/env bash
# Fait un installateur d'un programme assemblé : installateur.sh PROGRAMME ICONE.ico VERSION SORTIE.exe [OPTIONS DE MAKENSIS]
set -euo pipefail
cd "$(dirname "$0")/../.."
. empaquetage/dates.sh
liste=$(mktemp)
trap 'rm -f "$liste"' EXIT
python3 -m empaquetage.windows.assembler liste "$1" "$liste"
makensis "${@:5}" -V2 -NOCD -INPUTCHARSET UTF8 -DLISTE="$liste" -DICONE="$2" -DVERSION="$3" -DSORTIE="$4" \
  -DTAILLE_KO="$(du -s --apparent-size -k "$1" | cut -f1)" empaquetage/windows/installateur.nsi
