# shellcheck shell=bash
# À inclure : un Wine neuf et jetable, sans toucher à celui de la personne.

# Prépare WINEPREFIX dans le dossier donné. Wine ouvre par défaut le bureau de la personne : on l'en empêche.
ouvrir_wine() {
  export WINEPREFIX=$1 WINEDEBUG=-all WINEDLLOVERRIDES="mscoree,mshtml,winemenubuilder.exe=" WINEARCH=win64
  # Sans locale UTF-8, Wine perd les accents des chemins donnés en argument.
  export LC_ALL=C.UTF-8
  unset DISPLAY WAYLAND_DISPLAY
  mkdir -p "$WINEPREFIX"
  wine wineboot -i </dev/null >/dev/null 2>&1
  # Debian règle Wine sur Windows 7, que l'installateur refuse.
  wine winecfg -v win10 </dev/null >/dev/null 2>&1
  wineserver -w
  local lien
  for lien in "$WINEPREFIX"/drive_c/users/*/{Desktop,Documents,Downloads,Music,Pictures,Videos}; do
    if [ -L "$lien" ]; then
      rm "$lien"
      mkdir "$lien"
    fi
  done
}

fermer_wine() {
  wineserver -k 2>/dev/null || true
  wineserver -w 2>/dev/null || true
}

# Lance un programme Windows ; ce qu'il écrit est rendu sans retours chariot.
dans_wine() {
  wine "$@" </dev/null 2>&1 | tr -d '\r'
  return "${PIPESTATUS[0]}"
}
