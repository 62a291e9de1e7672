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
refermer() {
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
# La commande, telle qu'une personne sans droits la lance.
boussole() { chroot --userspec=ferme:ferme "$neuf" /usr/bin/env -i PATH=/usr/bin:/bin LC_ALL=C.UTF-8 HOME=/home/ferme \
  ${DISPLAY_NEUF:+DISPLAY=$DISPLAY_NEUF} ${QPA:+QT_QPA_PLATFORM=$QPA} boussole "$@"; }
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

dire "— installation"
cp "$paquet" "$neuf/tmp/"
chronometrer "apt, dépendances téléchargées" apt_silencieux install "/tmp/$(basename "$paquet")"
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
donnees="$neuf/home/ferme/.local/share/Boussole circuits courts/dossiers.sqlite"
constater "données dans le dossier de la personne" test -f "$donnees"
somme=$(sha256sum <"$donnees")

dire "— retrait"
chronometrer "retrait" apt_silencieux remove boussole-circuits-courts
constater "plus de programme, fichiers compilés compris" test ! -e "$neuf/usr/lib/boussole-circuits-courts"
en_root dpkg --purge boussole-circuits-courts >/dev/null 2>&1
apt_silencieux autoremove --purge
constater "plus trace dans dpkg" sans eval 'en_root dpkg-query -W boussole-circuits-courts 2>/dev/null'
inventaire >"$travail/apres"
# Les paquets de Debian entraînés par les dépendances laissent leurs propres caches ; seul ce qui vient de nous compte.
comm -13 "$travail/avant" "$travail/apres" >"$travail/restes"
dire "$(wc -l <"$travail/restes") chemins laissés par les dépendances de Debian"
constater "rien de la Boussole ne reste" sans grep -i boussole "$travail/restes"
cut -d/ -f2-4 "$travail/restes" | sort | uniq -c | sort -rn | sed -n 1,8p
constater "les données de la personne sont intactes" test "$(sha256sum <"$donnees")" = "$somme"
dire "Tout est bon."
