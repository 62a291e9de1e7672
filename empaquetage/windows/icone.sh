#!/usr/bin/env bash
# Écrit l'icône Windows à partir du dessin de l'application : icone.sh SORTIE.ico
set -euo pipefail
cd "$(dirname "$0")/../.."
travail=$(mktemp -d)
trap 'rm -rf "$travail"' EXIT
for cote in 16 20 24 32 48 64 256; do
  rsvg-convert --width "$cote" --height "$cote" ressources/icones/application.svg --output "$travail/$cote.png"
done
icotool --create --output="$1" "$travail"/{16,20,24,32,48,64}.png --raw="$travail/256.png"
