#!/usr/bin/env bash
# Fait le paquet Debian : construire.sh SORTIE/
#
# Demande : python3 et pip, binutils, dpkg-dev, librsvg2-bin. Une connexion pour les téléchargements, gardés ensuite dans
# BOUSSOLE_TELECHARGEMENTS (par défaut le cache de la personne).
set -euo pipefail
[ $# -eq 1 ] || { echo "emploi : $0 SORTIE/" >&2; exit 2; }
mkdir -p "$1"
sortie=$(cd "$1" && pwd)
cd "$(dirname "$0")/../.."
. empaquetage/dates.sh
for outil in dpkg-deb strip rsvg-convert; do
  command -v "$outil" >/dev/null || { echo "Il manque $outil (voir empaquetage/LISEZ-MOI.md)." >&2; exit 3; }
done

telechargements=${BOUSSOLE_TELECHARGEMENTS:-${XDG_CACHE_HOME:-$HOME/.cache}/boussole-empaquetage}/debian
mkdir -p "$telechargements"
travail=$(mktemp -d)
trap 'rm -rf "$travail"' EXIT
version=$(python3 -c 'from empaquetage.arbre import version; print(version())')
paquet=$sortie/boussole-circuits-courts_${version}_amd64.deb

echo "— pièces"
python3 -c 'import sys; from pathlib import Path; from empaquetage import verrous
verrous.telecharger(verrous.VERROUS["debian"], "debian", Path(sys.argv[1]))' "$telechargements"
echo "— assemblage"
python3 -m empaquetage.debian.preparer "$telechargements" "$travail/racine" "$SOURCE_DATE_EPOCH"
find "$travail/racine" -depth -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
echo "— paquet"
# Un seul fil : à plusieurs, xz coupe en blocs, et le paquet dépendrait des cœurs et de la mémoire du poste.
dpkg-deb --root-owner-group --threads-max=1 -Zxz --build "$travail/racine" "$paquet" >/dev/null
(cd "$sortie" && sha256sum "$(basename "$paquet")" >"Boussole-$version-debian.sha256")
du -b "$paquet"
