#!/usr/bin/env bash
# Vérifie la signature de Python pour Windows : signatures.sh DOSSIER
#
# Chaque .exe, .dll et .pyd doit porter une signature de la Python Software Foundation, horodatée, dont la chaîne
# remonte à une racine connue. La racine de Microsoft qui signe depuis 2024 n'est pas dans ca-certificates : elle est
# extraite du fichier signé lui-même, puis reconnue à son empreinte, publiée par Microsoft.
# Ce que ceci ne couvre pas est écrit dans empaquetage/LISEZ-MOI.md.
set -euo pipefail
export LC_ALL=C

dossier=$1
racine_attendue=5367F20C7ADE0E2BCA790915056D086B720C33C1FA2A2661ACF787E3292E1270
magasin=/etc/ssl/certs/ca-certificates.crt
# Signés par Microsoft sous une racine que rien ici ne permet de vérifier : fixés par python.sha256 seulement.
microsoft="vcruntime140.dll vcruntime140_1.dll"

travail=$(mktemp -d)
trap 'rm -rf "$travail"' EXIT

osslsigncode extract-signature -pem -in "$dossier/pythonw.exe" -out "$travail/signature.pem" >/dev/null
openssl pkcs7 -in "$travail/signature.pem" -print_certs -out "$travail/chaine.pem"
awk -v base="$travail/certificat" '/^subject=/ { n++ } { print > (base n ".pem") }' "$travail/chaine.pem"
for certificat in "$travail"/certificat?*.pem; do
  empreinte=$(openssl x509 -in "$certificat" -noout -fingerprint -sha256 2>/dev/null | sed 's/.*=//; s/://g')
  if [ "$empreinte" = "$racine_attendue" ]; then
    cat "$certificat" >"$travail/racine.pem"
  fi
done
[ -s "$travail/racine.pem" ] || { echo "La racine attendue n'est pas dans la signature de pythonw.exe." >&2; exit 1; }
cat "$travail/racine.pem" "$magasin" >"$travail/magasin.pem"

verifies=0
for fichier in "$dossier"/*.exe "$dossier"/*.dll "$dossier"/*.pyd; do
  nom=$(basename "$fichier")
  case " $microsoft " in *" $nom "*) continue ;; esac
  # Listes de révocation ignorées : elles demandent une connexion.
  if ! osslsigncode verify -ignore-cdp -ignore-crl -CAfile "$travail/magasin.pem" -TSA-CAfile "$travail/magasin.pem" \
    -in "$fichier" >"$travail/journal" 2>&1; then
    echo "$nom : signature refusée" >&2
    cat "$travail/journal" >&2
    exit 1
  fi
  grep -A 3 '^Signer' "$travail/journal" | grep -q 'CN=Python Software Foundation' || {
    echo "$nom n'est pas signé par la Python Software Foundation" >&2
    exit 1
  }
  verifies=$((verifies + 1))
done
echo "Signatures : $verifies fichiers de la Python Software Foundation vérifiés ; $microsoft fixés par leur empreinte."
