# shellcheck shell=bash
# À inclure depuis la racine du dépôt : l'instant que porte tout ce qui est livré, celui du dernier commit.
if [ -z "${SOURCE_DATE_EPOCH:-}" ]; then
  SOURCE_DATE_EPOCH=$(git log -1 --format=%ct)
fi
export SOURCE_DATE_EPOCH LC_ALL=C.UTF-8 TZ=UTC
