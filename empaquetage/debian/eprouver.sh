#!/usr/bin/env bash
# Éprouve le paquet dans un Debian neuf : eprouver.sh SORTIE/ [JOURNAL]      (demande d'être root)
#
# BOUSSOLE_SUITE : la version de Debian (bookworm par défaut, la 12 ; trixie, la 13).
# BOUSSOLE_BASE : dossier où garder le système de base d'une fois sur l'autre.
set -euo pipefail
[ $# -ge 1 ] || { echo "emploi : $0 SORTIE/ [JOURNAL]" >&2; exit 2; }
sortie=$(cd "$1" && pwd)
cd "$(dirname "$0")/../.."
. empaquetage/dates.sh
suite=${BOUSSOLE_SUITE:-bookworm}
journal=${2:-$sortie/eprouve-debian-$suite.txt}
: >"$journal"
exec > >(tee -a "$journal") 2>&1

version=$(python3 -c 'from empaquetage.arbre import version; print(version())')
paquet=$sortie/boussole-circuits-courts_${version}_amd64.deb
travail=$(mktemp -d)
neuf=$travail/systeme
ecran=
# Ne ferme que ce qui tourne dans le Debian d'essai.
fermer_les_fenetres() {
  local processus
  for processus in /proc/[0-9]*; do
    if [ "$(readlink "$processus/root")" = "$neuf" ]; then
      kill "${processus#/proc/}" 2>/dev/null || true
    fi
  done
  sleep 1
}
refermer() {
  fermer_les_fenetres
  [ -z "$ecran" ] || kill "$ecran" 2>/dev/null || true
  for ou in dev/shm proc; do
    mountpoint -q "$neuf/$ou" && umount "$neuf/$ou"
  done
  rm -rf --one-file-system "$travail"
}
trap refermer EXIT
trap 'dire "ÉCHEC  arrêt à la ligne $LINENO"' ERR

dire() { printf '%s\n' "$*"; }
constater() {
  local phrase=$1
  shift
  "$@" || {
    dire "ÉCHEC  $phrase"
    exit 1
  }
  dire "ok     $phrase"
}
chronometrer() {
  local phrase=$1 debut code=0
  shift
  debut=$(date +%s%N)
  "$@" || code=$?
  dire "durée  $phrase : $((($(date +%s%N) - debut) / 100000000)) dixièmes de seconde"
  return $code
}
sans() { ! "$@"; }
en_root() { chroot "$neuf" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 \
  DEBIAN_FRONTEND=noninteractive "$@"; }
# Telle qu'une personne sans droits le lance.
en_ferme() { chroot --userspec=ferme:ferme "$neuf" /usr/bin/env -i PATH=/usr/bin:/bin LC_ALL=C.UTF-8 HOME=/home/ferme \
  ${DISPLAY_NEUF:+DISPLAY=$DISPLAY_NEUF} "$@"; }
boussole() { en_ferme boussole "$@"; }
# Attend, 30 s au plus, que la commande réussisse.
attendre() {
  local _
  for _ in $(seq 60); do
    "$@" && return 0
    sleep 0.5
  done
  return 1
}
lister_dossiers() {
  python3 -c 'import sqlite3, sys
base = sqlite3.connect(f"file:{sys.argv[1]}?mode=ro", uri=True)
print(sorted(nom for (nom,) in base.execute("SELECT nom FROM dossiers")))' "$1"
}
version_de_base() { python3 -c 'import sqlite3, sys
print(sqlite3.connect(f"file:{sys.argv[1]}?mode=ro", uri=True).execute("PRAGMA user_version").fetchone()[0])' "$1" 2>/dev/null; }
version_posee() { [ "$(en_root dpkg-query -W -f='${Version}' boussole-circuits-courts)" = "$1" ]; }
apt_silencieux() { en_root apt-get -qq -o Dpkg::Use-Pty=0 "$@" >"$travail/apt" 2>&1 || { cat "$travail/apt"; return 1; }; }
inventaire() {
  (cd "$neuf" && find . \( -path ./proc -o -path ./dev -o -path ./sys -o -path ./home -o -path ./tmp -o -path ./root \
    -o -path ./var/cache -o -path ./var/log -o -path ./var/lib/apt -o -path ./var/lib/dpkg \) -prune -o -print) | LC_ALL=C sort
}

dire "Épreuve de $(basename "$paquet") dans Debian $suite"
dire "taille du paquet : $(du -b "$paquet" | cut -f1) octets"
constater "menu valide" desktop-file-validate empaquetage/debian/boussole-circuits-courts.desktop
mkdir "$travail/deballe"
dpkg-deb -x "$paquet" "$travail/deballe"
constater "métadonnées AppStream valides" appstreamcli validate --no-net \
  "$travail/deballe/usr/share/metainfo/fr.boussole_circuits_courts.application.metainfo.xml"

base=${BOUSSOLE_BASE:-$travail}/$suite
if ! [ -d "$base/etc" ]; then
  miroir=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' | head -1)
  debootstrap --variant=minbase "$suite" "$base" "$miroir" >"$travail/debootstrap" || { cat "$travail/debootstrap"; exit 1; }
fi
cp -a "$base" "$neuf"
cp /etc/resolv.conf "$neuf/etc/"
cp -a /etc/apt/apt.conf.d/. "$neuf/etc/apt/apt.conf.d/"
mount -t proc proc "$neuf/proc"
mkdir -p "$neuf/dev/shm"
mount -t tmpfs tmpfs "$neuf/dev/shm"
[ -c "$neuf/dev/null" ] || mknod -m 666 "$neuf/dev/null" c 1 3
apt_silencieux update
en_root useradd --create-home ferme
inventaire >"$travail/avant"
programme=/usr/lib/boussole-circuits-courts
moi=$neuf/home/ferme
donnees="$moi/.local/share/Boussole circuits courts"

dire "— version antérieure factice, et un dossier de la ferme"
dpkg-deb -R "$paquet" "$travail/ancien"
sed -i 's/^Version: .*/Version: 0.0.1/' "$travail/ancien/DEBIAN/control"
echo "laissé = '0.0.1'" >"$travail/ancien$programme/lib/module_disparu.py"
dpkg-deb --root-owner-group -Znone --build "$travail/ancien" "$neuf/tmp/ancien.deb" >/dev/null
chronometrer "apt, dépendances téléchargées" apt_silencieux install /tmp/ancien.deb
constater "version 0.0.1 en place" version_posee 0.0.1
compgen -G "$neuf$programme/lib/__pycache__/module_disparu.*.pyc" >/dev/null
en_ferme python3 -I -X utf8 -c "import sys
sys.path[:0] = ['$programme/app', '$programme/lib']
from dataclasses import replace
from pathlib import Path
from modele.dossiers.depot import DepotDossiers
from modele.dossiers.objets import Dossier
from modele.emplacements_donnees import dossier_des_donnees
from modele.situation import EXEMPLE
ou = dossier_des_donnees(None, Path('$programme/app'))
ou.mkdir(parents=True, exist_ok=True)
with DepotDossiers.ouvrir(ou / 'dossiers.sqlite') as depot:
    depot.enregistrer(Dossier('Ferme des Noisetiers', replace(EXEMPLE, nom='Ferme des Noisetiers')))"
avant=$(lister_dossiers "$donnees/dossiers.sqlite")
dire "dossiers : $avant"
empreinte_donnees() { (cd "$donnees" && find . -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum); }
empreinte_donnees >"$travail/donnees-avant"

dire "— mise à niveau"
cp "$paquet" "$neuf/tmp/"
chronometrer "mise à niveau" apt_silencieux install "/tmp/$(basename "$paquet")"
constater "version $version en place" version_posee "$version"
constater "rien ne reste de l'ancienne" test -z "$(find "$neuf$programme" -name 'module_disparu*')"
empreinte_donnees >"$travail/donnees-apres"
constater "l'installation ne touche à aucun fichier de la ferme" diff "$travail/donnees-avant" "$travail/donnees-apres"
dire "python $(en_root python3 -V | cut -d' ' -f2), $(en_root dpkg-query -W -f='${db:Status-Abbrev}\n' | grep -c '^ii') paquets"
chronometrer "dpkg seul (compilation comprise)" en_root dpkg -i "/tmp/$(basename "$paquet")" >"$travail/dpkg"
grep '^durée' "$travail/dpkg"
dire "taille installée : $(en_root dpkg-query -W -f='${Installed-Size}' boussole-circuits-courts) Ko"
constater "tout est compilé" sans eval "(cd '$neuf/usr/lib/boussole-circuits-courts' && find . -name '*.py' ! -name '__init__.py' |
  while read -r f; do compgen -G \"\$(dirname \"\$f\")/__pycache__/\$(basename \"\$f\" .py).*.pyc\" >/dev/null || echo \"\$f\"; done) | grep ."
constater "autotest" eval 'chronometrer autotest boussole autotest | tee "$travail/autotest"; grep -qE "^[0-9]+ passed, 0 failed$" "$travail/autotest"'
echo '{"nom": "Ferme des Érables", "ca_particuliers": 30000, "panier_moyen": "35"}' >"$neuf/tmp/situation.json"
boussole calculer /tmp/situation.json >"$travail/calcul"
head -5 "$travail/calcul"
constater "calculer nomme les neuf outils" test "$(grep -cE '^ *(AmapJ|Cagette|CoopCircuits|Kuupanda|La Ruche|Local\.bio|Locavor|NectarGo|Socleo)' "$travail/calcul")" -ge 9
constater "exporter écrit un classeur" eval 'boussole exporter /tmp/situation.json /tmp/essai.xlsx && test -s "$neuf/tmp/essai.xlsx"'
constater "sans écran, une phrase et le code 3" eval '! boussole 2>"$travail/phrase" && grep -q "Aucun écran" "$travail/phrase"'
constater "fichiers .boussole reconnus" grep -q 'application/x-boussole-mise-a-jour:\*.boussole' "$neuf/usr/share/mime/globs2"
constater "page de manuel" gzip -t "$neuf/usr/share/man/man1/boussole.1.gz"

dire "— une vraie fenêtre (Xvfb de l'hôte, bibliothèques du paquet seul)"
Xvfb :77 -screen 0 1366x768x24 >/dev/null 2>&1 &
ecran=$!
sleep 2
DISPLAY_NEUF=:77 boussole --mesurer-demarrage | tee "$travail/fenetre"
constater "fenêtre peinte par xcb" grep -q premier_affichage_ms "$travail/fenetre"
constater "données dans le dossier de la personne" test -f "$donnees/dossiers.sqlite"
constater "dossiers gardés" test "$(lister_dossiers "$donnees/dossiers.sqlite")" = "$avant"

dire "— un fichier .boussole, ouvert comme par un double-clic"
# L'outil qu'ont les bureaux de Debian ; installé seulement maintenant, pour ne cacher aucune dépendance oubliée.
apt_silencieux install --no-install-recommends libglib2.0-bin
recu="/home/ferme/Reçu été/édition neuve.boussole"
en_ferme mkdir "/home/ferme/Reçu été"
en_ferme cp -r "$programme/app/ressources/catalogue" /home/ferme/sources
sed -i 's/^edition = .*/edition = "900"/' "$moi/sources/guide.toml"
boussole catalogue cle /home/ferme/cle.pem >/dev/null
boussole catalogue publier --cle /home/ferme/cle.pem --sources /home/ferme/sources "$recu"
constater "mise à jour signée par le programme installé" test -s "$neuf$recu"
en_ferme gio info -a standard::content-type "$recu" >"$travail/type"
constater "le bureau reconnaît le fichier" grep -q 'content-type: application/x-boussole-mise-a-jour$' "$travail/type"
en_ferme gio mime application/x-boussole-mise-a-jour >"$travail/association"
constater "et l'associe à la Boussole" eval 'sed -n 1p "$travail/association" | grep -q ": boussole-circuits-courts.desktop$"'
# GNOME ajoute de lui-même un fichier que la ligne n'annonce pas ; d'autres bureaux, non.
constater "son entrée de menu passe le fichier" grep -qx 'Exec=boussole %f' "$neuf/usr/share/applications/boussole-circuits-courts.desktop"
journal_tenu="$donnees/journal.log"
double_clic() { DISPLAY_NEUF=:77 en_ferme gio open "$recu" >>"$travail/bureau" 2>&1; }
compter() { grep -csF "$1" "$journal_tenu" || true; }
rm -f "$journal_tenu"
double_clic
constater "sans clé livrée : refusée" attendre grep -qsF 'mise_a_jour.MiseAJourRefusee' "$journal_tenu"
constater "sans défaut ni rapport d'incident" test "$(compter défaut)" = 0 -a ! -e "$donnees/rapport.txt"
double_clic
constater "une seconde fois : la fenêtre déjà ouverte la reçoit" \
  attendre eval '[ "$(compter "mise_a_jour.MiseAJourRefusee")" = 2 ]'
constater "et elle reste la seule" test "$(compter 'application ouverte')" = 1
fermer_les_fenetres
boussole catalogue recevoir "$recu" >"$travail/refus" 2>&1 || true
constater "le refus est dit en clair" grep -q "n'accepte encore aucune mise à jour" "$travail/refus"
constater "sans trace" sans grep -q Traceback "$travail/refus"
cp "$moi/cle.pem.pub" "$neuf$programme/app/ressources/cles/essai.pub"
rm -f "$journal_tenu"
double_clic
constater "avec la clé : lue et proposée" attendre grep -qsF 'travail fait : gui.reception_catalogue' "$journal_tenu"
constater "rien n'a changé sans accord" test ! -e "$donnees/catalogue"
fermer_les_fenetres
rm "$neuf$programme/app/ressources/cles/essai.pub"

dire "— base laissée par une version plus ancienne (schéma 1)"
cp "$donnees/dossiers.sqlite" "$travail/du-jour.sqlite"
rm -rf "$donnees"/dossiers* "$donnees"/dernier-dossier* "$donnees/sauvegardes"
cp tests/dossiers/schemas/v1.sqlite "$donnees/dossiers.sqlite"
chroot "$neuf" chown ferme:ferme "${donnees#"$neuf"}/dossiers.sqlite"
avant_schema=$(lister_dossiers "$donnees/dossiers.sqlite")
constater "elle est bien au schéma 1" test "$(version_de_base "$donnees/dossiers.sqlite")" = 1
DISPLAY_NEUF=:77 boussole >>"$travail/bureau" 2>&1 &
constater "ouverte, elle passe au schéma 2" attendre eval '[ "$(version_de_base "$donnees/dossiers.sqlite")" = 2 ]'
constater "avec une sauvegarde" attendre eval "compgen -G '$donnees/sauvegardes/*.sqlite' >/dev/null"
fermer_les_fenetres
constater "mêmes dossiers" test "$(lister_dossiers "$donnees/dossiers.sqlite")" = "$avant_schema"
rm -rf "$donnees"/dossiers* "$donnees"/dernier-dossier* "$donnees/sauvegardes"
cp "$travail/du-jour.sqlite" "$donnees/dossiers.sqlite"
empreinte_donnees >"$travail/donnees-avant"

dire "— retrait"
chronometrer "retrait" apt_silencieux remove boussole-circuits-courts
constater "plus de programme, fichiers compilés compris" test ! -e "$neuf$programme"
constater "l'association s'en va avec lui" sans grep -rqs boussole "$neuf/usr/share/applications/mimeinfo.cache" "$neuf/usr/share/mime/globs2"
en_root dpkg --purge boussole-circuits-courts >/dev/null 2>&1
apt_silencieux purge libglib2.0-bin
apt_silencieux autoremove --purge
constater "plus trace dans dpkg" sans eval 'en_root dpkg-query -W boussole-circuits-courts 2>/dev/null'
inventaire >"$travail/apres"
# Les paquets de Debian entraînés par les dépendances laissent leurs propres caches ; seul ce qui vient de nous compte.
comm -13 "$travail/avant" "$travail/apres" >"$travail/restes"
dire "$(wc -l <"$travail/restes") chemins laissés par les dépendances de Debian"
constater "rien de la Boussole ne reste" sans grep -i boussole "$travail/restes"
cut -d/ -f2-4 "$travail/restes" | sort | uniq -c | sort -rn | sed -n 1,8p
empreinte_donnees >"$travail/donnees-apres"
constater "les données de la personne sont intactes" diff "$travail/donnees-avant" "$travail/donnees-apres"
constater "dossiers gardés" test "$(lister_dossiers "$donnees/dossiers.sqlite")" = "$avant"
dire "Tout est bon."
