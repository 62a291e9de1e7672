#!/usr/bin/env bash
# Fait l'installateur et le dossier portable pour Windows, sous Debian : construire.sh SORTIE/
#
# Demande : python3 et pip, nsis, wine, osslsigncode, librsvg2-bin, icoutils. Une connexion pour les téléchargements,
# gardés ensuite dans BOUSSOLE_TELECHARGEMENTS (par défaut le cache de la personne).
set -euo pipefail
[ $# -eq 1 ] || { echo "emploi : $0 SORTIE/" >&2; exit 2; }
mkdir -p "$1"
sortie=$(cd "$1" && pwd)
cd "$(dirname "$0")/../.."
. empaquetage/dates.sh
. empaquetage/windows/wine.sh
ici=empaquetage/windows

for outil in makensis wine osslsigncode openssl rsvg-convert icotool; do
  command -v "$outil" >/dev/null || { echo "Il manque $outil (voir empaquetage/LISEZ-MOI.md)." >&2; exit 3; }
done

telechargements=${BOUSSOLE_TELECHARGEMENTS:-${XDG_CACHE_HOME:-$HOME/.cache}/boussole-empaquetage}/windows
mkdir -p "$telechargements"
travail=$(mktemp -d)
trap 'fermer_wine; rm -rf "$travail"' EXIT
version=$(python3 -c 'from empaquetage.arbre import version; print(version())')
programme=$travail/programme

echo "— pièces"
python3 -c 'import sys; from pathlib import Path; from empaquetage import verrous
verrous.telecharger(verrous.VERROUS["windows"], "windows", Path(sys.argv[1]))' "$telechargements"
if ! [ -f "$telechargements/$(sed -n 's/^# \(.*tar.gz\)$/\1/p' $ici/verrou-python.txt)" ]; then
  # Le paquet source n'est déballé que si son empreinte est la bonne ; --no-build-isolation évite d'aller chercher un
  # constructeur que rien ne fixe.
  python3 -m pip download --quiet --disable-pip-version-check --no-deps --require-hashes --no-binary=:all: \
    --no-build-isolation --requirement $ici/verrou-python.txt --dest "$telechargements"
fi

echo "— assemblage"
python3 -m empaquetage.windows.preparer "$telechargements" "$programme"
$ici/signatures.sh "$programme/python"

echo "— compilation par le Python livré"
ouvrir_wine "$travail/wine"
(cd "$programme" && for ou in lib app; do
  options=(-q -j 1 --invalidation-mode unchecked-hash)
  # Les bibliothèques ne gardent que leur forme compilée ; l'application reste lisible, comme sa licence le veut.
  [ $ou = app ] || options+=(-b)
  dans_wine python/python.exe -X utf8 -m compileall "${options[@]}" $ou
done)
[ "$(find "$programme/lib" -name '*.py' | wc -l)" = "$(find "$programme/lib" -name '*.pyc' | wc -l)" ]
find "$programme/lib" -name '*.py' -delete
python3 -c 'import sys; from pathlib import Path; from empaquetage.arbre import dater
dater(Path(sys.argv[1]), int(sys.argv[2]))' "$programme" "$SOURCE_DATE_EPOCH"

echo "— installateur"
$ici/icone.sh "$travail/boussole.ico"
touch -d "@$SOURCE_DATE_EPOCH" "$travail/boussole.ico"
$ici/installateur.sh "$programme" "$travail/boussole.ico" "$version" "$sortie/Boussole-$version-installation.exe"

echo "— dossier portable"
portable=$travail/Boussole-$version-portable
mkdir -p "$portable/donnees"
makensis -V2 -NOCD -INPUTCHARSET UTF8 -DVERSION="$version" -DICONE="$travail/boussole.ico" \
  -DSORTIE="$portable/Boussole.exe" $ici/lanceur.nsi
mv "$programme" "$portable/programme"
mv "$portable/programme/guide-utilisation.pdf" "$portable/Guide d'utilisation.pdf"
sed 's/$/\r/' $ici/A-LIRE.txt >"$portable/A LIRE.txt"
sed 's/$/\r/' $ici/donnees.txt >"$portable/donnees/A LIRE.txt"
sed 's/$/\r/' $ici/Boussole-secours.cmd >"$portable/Boussole-secours.cmd"
python3 -m empaquetage.windows.assembler archive "$portable" "$sortie/Boussole-$version-portable.zip" "$SOURCE_DATE_EPOCH"

(cd "$sortie" && sha256sum "Boussole-$version-installation.exe" "Boussole-$version-portable.zip" >"Boussole-$version-windows.sha256")
du -b "$sortie/Boussole-$version-installation.exe" "$sortie/Boussole-$version-portable.zip"
