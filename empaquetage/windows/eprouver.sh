#!/usr/bin/env bash
# Éprouve sous Wine ce que construire.sh a fait : eprouver.sh SORTIE/ [JOURNAL]
#
# Installation dans un chemin accentué, autotest, classeur relu sous Linux, mise à niveau, refus, désinstallation, dossier
# portable. S'arrête au premier écart. Rien n'est jugé sur un code de sortie seul : Wine et NSIS en donnent de trompeurs.
set -euo pipefail
[ $# -ge 1 ] || { echo "emploi : $0 SORTIE/ [JOURNAL]" >&2; exit 2; }
sortie=$(cd "$1" && pwd)
cd "$(dirname "$0")/../.."
. empaquetage/dates.sh
. empaquetage/windows/wine.sh
journal=${2:-$sortie/eprouve-windows.txt}
: >"$journal"
exec > >(tee -a "$journal") 2>&1

version=$(python3 -c 'from empaquetage.arbre import version; print(version())')
installateur=$sortie/Boussole-$version-installation.exe
portable=$sortie/Boussole-$version-portable.zip
# Pour relire le classeur : n'importe quel Python qui a openpyxl.
lecteur=${BOUSSOLE_PYTHON:-.venv/bin/python}
travail=$(mktemp -d)
trap 'fermer_wine; rm -rf "$travail"' EXIT
trap 'dire "ÉCHEC  arrêt à la ligne $LINENO"' ERR
export USER=Zoé

dire() { printf '%s\n' "$*"; }
echouer() {
  dire "ÉCHEC  $*"
  exit 1
}
# constater PHRASE COMMANDE… : la commande doit réussir.
constater() {
  local phrase=$1
  shift
  "$@" || echouer "$phrase"
  dire "ok     $phrase"
}
sans() { ! "$@"; }
# chronometrer PHRASE COMMANDE… : rend le code de la commande.
chronometrer() {
  local phrase=$1 debut code=0
  shift
  debut=$(date +%s%N)
  "$@" || code=$?
  dire "durée  $phrase : $((($(date +%s%N) - debut) / 100000000)) dixièmes de seconde"
  return $code
}
# Attend, 60 s au plus, que la commande réussisse.
attendre() {
  local _
  for _ in $(seq 120); do
    "$@" && return 0
    sleep 0.5
  done
  return 1
}
octets() { du -sb "$1" | cut -f1; }

# Installe en silence ; le chemin, s'il y en a un, passe par un fichier .bat parce que NSIS veut /D sans guillemets et que
# Wine en met. Wine lit les .bat dans la page de code 437.
installer() {
  local chemin=${2:-}
  printf '@echo off\r\n"%%1" /S %s\r\necho code %%ERRORLEVEL%%\r\n' "${chemin:+/D=$chemin}" |
    iconv -f UTF-8 -t CP437 >"$WINEPREFIX/drive_c/installer.bat"
  dans_wine cmd /c 'C:\installer.bat' "$(winepath -w "$1")" >"$travail/code" || true
}
code_rendu() { [ "$(sed -n 's/^code //p' "$travail/code")" = "$1" ]; }
dans_registre() { dans_wine reg query "$1" >/dev/null; }
valeur_registre() { dans_wine reg query "$1" /ve | iconv -f CP437 -t UTF-8 | grep -qF "$2"; }
version_posee() { [ "$(cat "$dossier/programme/version.txt")" = "$1" ]; }
boussole() { dans_wine "$cible\\programme\\python\\python.exe" -X utf8 "$cible\\programme\\app\\main.py" "$@"; }
dans_le_programme() { dans_wine "$cible\\programme\\python\\python.exe" -X utf8 -c "$1"; }
lister_dossiers() {
  "$lecteur" -c 'import sqlite3, sys
base = sqlite3.connect(f"file:{sys.argv[1]}?mode=ro", uri=True)
print(sorted(nom for (nom,) in base.execute("SELECT nom FROM dossiers")))' "$1"
}
autotester() {
  boussole autotest >"$travail/autotest" || true
  cat "$travail/autotest"
  grep -qE '^[0-9]+ passed, 0 failed$' "$travail/autotest"
}

dire "Épreuve de Boussole $version pour Windows, $(wine --version)"
constater "les deux fichiers sont là" test -f "$installateur" -a -f "$portable"
dire "taille installateur : $(octets "$installateur") octets ; dossier portable comprimé : $(octets "$portable") octets"
constater "installateur d'au plus 30 Mo" test "$(octets "$installateur")" -le 30000000
constater "empreintes du fichier .sha256" eval "(cd '$sortie' && sha256sum --check --quiet Boussole-$version-windows.sha256)"

dire "— version antérieure factice"
python3 -m zipfile -e "$portable" "$travail"
mv "$travail/Boussole-$version-portable" "$travail/portable"
cp -a "$travail/portable/programme" "$travail/ancien"
echo 0.0.1 >"$travail/ancien/version.txt"
echo "laissé par 0.0.1" >"$travail/ancien/lib/module_disparu.py"
empaquetage/windows/icone.sh "$travail/boussole.ico"
empaquetage/windows/installateur.sh "$travail/ancien" "$travail/boussole.ico" 0.0.1 "$travail/ancien.exe" \
  -X"SetCompressor /FINAL zlib" | grep -v -E 'SetCompressor|^$|warnings:$' || true

ouvrir_wine "$travail/wine"
# Wine 8 n'a pas cette bibliothèque de Windows 10, que pydantic et cryptography demandent.
python3 -m empaquetage.windows.bouchon "$WINEPREFIX/drive_c/windows/system32/bcryptprimitives.dll"
# Le greffon « windows » de Qt s'arrête dans Wine 8, et Wine ne transmet pas les variables QT_* : elles passent par le
# registre.
mkdir "$WINEPREFIX/drive_c/polices"
cp "${BOUSSOLE_POLICES:-/usr/share/fonts/truetype/dejavu}"/*.ttf "$WINEPREFIX/drive_c/polices/"
dans_wine reg add 'HKCU\Environment' /v QT_QPA_PLATFORM /d offscreen >/dev/null
dans_wine reg add 'HKCU\Environment' /v QT_QPA_FONTDIR /d 'C:\polices' >/dev/null
moi=$WINEPREFIX/drive_c/users/Zoé
donnees="$moi/AppData/Local/Boussole circuits courts"
cible="C:\\Fermes d'été\\La Boussole à Léa"
dossier="$WINEPREFIX/drive_c/Fermes d'été/La Boussole à Léa"
demarrer=$moi/AppData/Roaming/Microsoft/Windows/Start\ Menu/Programs
retrait='HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\BoussoleCircuitsCourts'

dire "— Windows trop ancien"
wine winecfg -v win7 </dev/null >/dev/null 2>&1
installer "$travail/ancien.exe" "$cible"
constater "refusé, code 6" code_rendu 6
constater "rien d'installé" test ! -e "$dossier"
wine winecfg -v win10 </dev/null >/dev/null 2>&1

dire "— installation silencieuse dans « $cible »"
chronometrer "installation" installer "$travail/ancien.exe" "$cible"
constater "programme entier" diff -r "$travail/ancien" "$dossier/programme"
dire "taille installée : $(octets "$dossier") octets, $(find "$dossier" -type f | wc -l) fichiers"
constater "raccourci du menu Démarrer" test -f "$demarrer/Boussole circuits courts.lnk"
constater "guide dans le menu Démarrer" test -f "$demarrer/Guide de la Boussole.lnk" -a -f "$dossier/programme/app/docs/guide-utilisation.pdf"
constater "raccourci du bureau" test -f "$moi/Desktop/Boussole circuits courts.lnk"
raccourci_juste() {
  python3 - "$1" "$cible" <<'PYTHON'
import sys
from pathlib import Path

contenu, cible = Path(sys.argv[1]).read_bytes(), sys.argv[2]
attendus = ["pythonw.exe", f'-X utf8 "{cible}\\programme\\app\\main.py"', f"{cible}\\boussole.ico"]
sys.exit(not all(texte.encode("utf-16-le") in contenu for texte in attendus))
PYTHON
}
constater "ils ouvrent main.py" raccourci_juste "$demarrer/Boussole circuits courts.lnk"
constater "l'un comme l'autre" raccourci_juste "$moi/Desktop/Boussole circuits courts.lnk"
constater "désinstallation annoncée à Windows" dans_registre "$retrait"
constater "les fichiers .boussole sont à nous" valeur_registre 'HKCU\Software\Classes\.boussole' Boussole.MiseAJour
constater "et s'ouvrent par main.py" valeur_registre 'HKCU\Software\Classes\Boussole.MiseAJour\shell\open\command' \
  "\"$cible\\programme\\python\\pythonw.exe\" -X utf8 \"$cible\\programme\\app\\main.py\" \"%1\""
constater "autotest" chronometrer "autotest" autotester

dire "— des données, puis l'application ouverte"
dans_le_programme 'from dataclasses import replace
from pathlib import Path
from modele.dossiers.depot import DepotDossiers
from modele.dossiers.objets import Dossier
from modele.emplacements_donnees import dossier_des_donnees
from modele.situation import EXEMPLE
ou = dossier_des_donnees(None, Path("."))
ou.mkdir(parents=True, exist_ok=True)
with DepotDossiers.ouvrir(ou / "dossiers.sqlite") as depot:
    depot.enregistrer(Dossier("Ferme des Noisetiers", replace(EXEMPLE, nom="Ferme des Noisetiers")))'
constater "données dans AppData, hors du programme" test -f "$donnees/dossiers.sqlite"
avant=$(lister_dossiers "$donnees/dossiers.sqlite")
dire "dossiers : $avant"
# Wine 8 ne sait suivre ni un raccourci ni une association : leur contenu est relu plus haut, et la même commande lancée.
ouvrir() { wine "$cible\\programme\\python\\pythonw.exe" -X utf8 "$cible\\programme\\app\\main.py" </dev/null >/dev/null 2>&1 & }
fermer_le_programme() {
  dans_wine taskkill /F /IM pythonw.exe >/dev/null || true
  sleep 1
}
ouvrir
constater "l'application s'ouvre et sauvegarde" attendre eval "compgen -G '$donnees/sauvegardes/*.sqlite' >/dev/null"
installer "$installateur"
constater "mise à niveau refusée pendant que le programme tourne, code 3" code_rendu 3
constater "l'ancienne version est intacte" diff -r "$travail/ancien" "$dossier/programme"
constater "et rien n'est resté à côté" test ! -e "$dossier/programme.neuf" -a ! -e "$dossier/programme.ancien"
wine "$cible\\desinstaller.exe" /S </dev/null >/dev/null 2>&1 || true
sleep 6
constater "désinstallation refusée de même" diff -r "$travail/ancien" "$dossier/programme"
fermer_le_programme

dire "— installateur abîmé sur la clé : un octet changé"
cp "$installateur" "$travail/abime.exe"
printf '\377\000\377' | dd of="$travail/abime.exe" bs=1 seek=9000000 conv=notrunc status=none
installer "$travail/abime.exe"
constater "refusé" sans code_rendu 0
constater "l'ancienne version est intacte" diff -r "$travail/ancien" "$dossier/programme"

dire "— mise à niveau"
echo "à moi" >"$dossier/mes notes.txt"
chronometrer "mise à niveau" installer "$installateur"
constater "version $version en place" version_posee "$version"
constater "programme entier, sans reste de l'ancien" diff -r "$travail/portable/programme" "$dossier/programme"
constater "rien à côté" test ! -e "$dossier/programme.neuf" -a ! -e "$dossier/programme.ancien"
constater "dossiers gardés" test "$(lister_dossiers "$donnees/dossiers.sqlite")" = "$avant"
constater "autotest" autotester
installer "$travail/ancien.exe"
constater "retour à une version plus ancienne refusé, code 4" code_rendu 4
constater "version $version toujours en place" version_posee "$version"

dire "— un fichier .boussole, ouvert par la commande que le registre donne"
recu='C:\Reçu été\édition neuve.boussole'
mkdir "$WINEPREFIX/drive_c/Reçu été"
cp -r "$dossier/programme/app/ressources/catalogue" "$WINEPREFIX/drive_c/sources"
sed -i 's/^edition = .*/edition = "900"/' "$WINEPREFIX/drive_c/sources/guide.toml"
boussole catalogue cle 'C:\cle.pem' >/dev/null
boussole catalogue publier --cle 'C:\cle.pem' --sources 'C:\sources' "$recu"
constater "mise à jour signée par le programme installé" test -s "$WINEPREFIX/drive_c/Reçu été/édition neuve.boussole"
# Wine met entre guillemets ce qu'il transmet : la commande passe par un fichier .bat, comme pour l'installateur.
ouvrir_par_association() {
  local genre commande
  genre=$(dans_wine reg query 'HKCU\Software\Classes\.boussole' /ve | sed -n 's/.*REG_SZ *//p')
  commande=$(dans_wine reg query "HKCU\\Software\\Classes\\$genre\\shell\\open\\command" /ve | iconv -f CP437 -t UTF-8 |
    sed -n 's/.*REG_SZ *//p')
  [ -n "$commande" ] || return 1
  printf '@echo off\r\n%s\r\n' "${commande/\%1/$recu}" | iconv -f UTF-8 -t CP437 >"$WINEPREFIX/drive_c/ouvrir.bat"
  wine cmd /c 'C:\ouvrir.bat' </dev/null >/dev/null 2>&1 &
}
compter() { grep -csF "$1" "$donnees/journal.log" || true; }
rm -f "$donnees/journal.log"
ouvrir_par_association
constater "sans clé livrée : refusée" attendre grep -qsF 'mise_a_jour.MiseAJourRefusee' "$donnees/journal.log"
constater "sans défaut ni rapport d'incident" test "$(compter défaut)" = 0 -a ! -e "$donnees/rapport.txt"
ouvrir_par_association
constater "une seconde fois : la fenêtre déjà ouverte la reçoit" \
  attendre eval '[ "$(compter "mise_a_jour.MiseAJourRefusee")" = 2 ]'
constater "et elle reste la seule" test "$(compter 'application ouverte')" = 1
fermer_le_programme
boussole catalogue recevoir "$recu" >"$travail/refus" || true
constater "le refus est dit en clair" grep -q "n'accepte encore aucune mise à jour" "$travail/refus"
constater "sans trace" sans grep -q Traceback "$travail/refus"
cp "$WINEPREFIX/drive_c/cle.pem.pub" "$dossier/programme/app/ressources/cles/essai.pub"
rm -f "$donnees/journal.log"
ouvrir_par_association
constater "avec la clé : lue et proposée" attendre grep -qsF 'travail fait : gui.reception_catalogue' "$donnees/journal.log"
constater "rien n'a changé sans accord" test ! -e "$donnees/catalogue"
fermer_le_programme
boussole catalogue recevoir "$recu" >"$travail/proposition" || true
constater "la proposition nomme les deux éditions" grep -q '→ édition 900' "$travail/proposition"
rm "$dossier/programme/app/ressources/cles/essai.pub"

dire "— base laissée par une version plus ancienne (schéma 1)"
cp "$donnees/dossiers.sqlite" "$travail/du-jour.sqlite"
rm -rf "$donnees"/dossiers* "$donnees"/dernier-dossier* "$donnees/sauvegardes"
cp tests/dossiers/schemas/v1.sqlite "$donnees/dossiers.sqlite"
avant_schema=$(lister_dossiers "$donnees/dossiers.sqlite")
version_de_base() { "$lecteur" -c 'import sqlite3, sys
print(sqlite3.connect(f"file:{sys.argv[1]}?mode=ro", uri=True).execute("PRAGMA user_version").fetchone()[0])' "$1" 2>/dev/null; }
constater "elle est bien au schéma 1" test "$(version_de_base "$donnees/dossiers.sqlite")" = 1
installer "$installateur"
constater "l'installateur n'y touche pas" cmp tests/dossiers/schemas/v1.sqlite "$donnees/dossiers.sqlite"
ouvrir
constater "ouverte, elle passe au schéma 2" attendre eval '[ "$(version_de_base "$donnees/dossiers.sqlite")" = 2 ]'
constater "avec une sauvegarde" attendre eval "compgen -G '$donnees/sauvegardes/*.sqlite' >/dev/null"
fermer_le_programme
constater "mêmes dossiers" test "$(lister_dossiers "$donnees/dossiers.sqlite")" = "$avant_schema"
rm -rf "$donnees"/dossiers* "$donnees"/dernier-dossier* "$donnees/sauvegardes"
cp "$travail/du-jour.sqlite" "$donnees/dossiers.sqlite"

dire "— classeur"
echo '{"nom": "Ferme des Érables", "ca_particuliers": 30000, "panier_moyen": "35"}' >"$WINEPREFIX/drive_c/situation.json"
chronometrer "export" boussole exporter 'C:\situation.json' 'C:\Essai été.xlsx'
constater "classeur relu sous Linux" "$lecteur" - "$WINEPREFIX/drive_c/Essai été.xlsx" <<'PYTHON'
import sys
from openpyxl import load_workbook

classeur = load_workbook(sys.argv[1], data_only=True)
feuille, cellule = next(iter(classeur.defined_names["an2_kuupanda"].destinations))
valeur = classeur[feuille][cellule].value
print(f"       {len(classeur.sheetnames)} feuilles, an2_kuupanda = {valeur}")
sys.exit(not (len(classeur.sheetnames) >= 10 and isinstance(valeur, (int, float)) and valeur > 0))
PYTHON

dire "— désinstallation"
desinstalle() { [ ! -e "$dossier/desinstaller.exe" ] && ! dans_registre "$retrait"; }
chronometrer "désinstallation" eval 'wine "$cible\\desinstaller.exe" /S </dev/null >/dev/null 2>&1; attendre desinstalle'
constater "programme retiré" test ! -e "$dossier/programme"
constater "ce qu'on avait rangé à côté reste" test "$(ls "$dossier")" = "mes notes.txt"
constater "raccourcis retirés" test -z "$(find "$demarrer" -iname '*boussole*')" -a ! -e "$moi/Desktop/Boussole circuits courts.lnk"
constater "association retirée" sans dans_registre 'HKCU\Software\Classes\.boussole'
constater "registre nettoyé" sans dans_registre 'HKCU\Software\BoussoleCircuitsCourts'
constater "dossiers gardés" test "$(lister_dossiers "$donnees/dossiers.sqlite")" = "$avant"

dire "— réinstallation à la place ordinaire, puis effacement demandé"
installer "$installateur"
cible="C:\\users\\Zoé\\AppData\\Local\\Programs\\Boussole circuits courts"
dossier="$moi/AppData/Local/Programs/Boussole circuits courts"
constater "installée dans AppData\\Local\\Programs" version_posee "$version"
wine "$cible\\desinstaller.exe" /S /EFFACER-DONNEES </dev/null >/dev/null 2>&1 || true
constater "désinstallée" attendre desinstalle
constater "dossier du programme retiré" attendre test ! -e "$dossier"
constater "données effacées" attendre test ! -e "$donnees"

dire "— dossier portable"
cle="$WINEPREFIX/drive_c/Clé USB"
mkdir "$cle"
cp -a "$travail/portable" "$cle/Boussole"
dire "taille du dossier portable : $(octets "$cle/Boussole") octets"
fermer_wine
# Restes du désinstallateur, que Windows efface au démarrage suivant.
rm -rf "$moi"/Temp/~nsu*
photographier_disque() {
  (cd "$WINEPREFIX" && find . -path "./drive_c/Clé USB" -prune -o -path ./drive_d -prune -o -type f -not -name '*.reg' \
    -not -name '.update-timestamp' -print0 | LC_ALL=C sort -z | xargs -0 sha256sum)
}
photographier_disque >"$travail/avant"
wine 'C:\Clé USB\Boussole\Boussole.exe' </dev/null >/dev/null 2>&1 || true
constater "Boussole.exe ouvre l'application, données à côté" \
  attendre eval "compgen -G '$cle/Boussole/donnees/sauvegardes/*.sqlite' >/dev/null"
fermer_le_programme
donnees=$cle/Boussole/donnees
ouvrir_par_le_portable() { wine 'C:\Clé USB\Boussole\Boussole.exe' "$recu" </dev/null >/dev/null 2>&1 || true; }
rm -f "$donnees/journal.log"
ouvrir_par_le_portable
constater "un fichier .boussole donné à Boussole.exe, sans clé livrée : refusé" \
  attendre grep -qsF 'mise_a_jour.MiseAJourRefusee' "$donnees/journal.log"
ouvrir_par_le_portable
constater "une seconde fois : la fenêtre déjà ouverte le reçoit" \
  attendre eval '[ "$(compter "mise_a_jour.MiseAJourRefusee")" = 2 ]'
constater "et elle reste la seule" test "$(compter 'application ouverte')" = 1
fermer_le_programme
cp "$WINEPREFIX/drive_c/cle.pem.pub" "$cle/Boussole/programme/app/ressources/cles/essai.pub"
rm -f "$donnees/journal.log"
ouvrir_par_le_portable
constater "avec la clé : lu et proposé" attendre grep -qsF 'travail fait : gui.reception_catalogue' "$donnees/journal.log"
constater "rien n'a changé sans accord" test ! -e "$donnees/catalogue"
fermer_le_programme
rm "$cle/Boussole/programme/app/ressources/cles/essai.pub"
cible='C:\Clé USB\Boussole'
boussole --donnees "$cible\\donnees" autotest >"$travail/autotest" || true
tail -1 "$travail/autotest"
constater "autotest" grep -qE '^[0-9]+ passed, 0 failed$' "$travail/autotest"
constater "programme inchangé" diff -r "$travail/portable/programme" "$cle/Boussole/programme"
fermer_wine
photographier_disque >"$travail/apres"
constater "rien d'écrit hors du dossier" diff "$travail/avant" "$travail/apres"
constater "rien dans le registre" sans grep -qiE 'boussole|\\\\(Qt|Python)' "$WINEPREFIX/user.reg"
mkdir "$WINEPREFIX/drive_d"
mv "$cle/Boussole" "$WINEPREFIX/drive_d/Boussole"
ln -s ../drive_d "$WINEPREFIX/dosdevices/d:"
nombre() { find "$WINEPREFIX/drive_d/Boussole/donnees" -newer "$travail/repere" -type f | wc -l; }
touch "$travail/repere"
wine cmd /c 'D:\Boussole\Boussole-secours.cmd' </dev/null >/dev/null 2>&1 &
constater "la clé change de lettre, le lanceur de secours l'ouvre" attendre eval '[ "$(nombre)" -gt 0 ]'
fermer_le_programme

dire "Tout est bon."
