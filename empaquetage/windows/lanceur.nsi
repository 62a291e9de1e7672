; Le « Boussole.exe » du dossier portable : ouvre le programme rangé à côté de lui, données comprises, et se retire.
Unicode true
Target amd64-unicode
SetCompressor lzma
!include FileFunc.nsh

Name "Boussole circuits courts"
OutFile "${SORTIE}"
Icon "${ICONE}"
RequestExecutionLevel user
SilentInstall silent
ManifestDPIAware true
ManifestSupportedOS Win10
VIProductVersion "${VERSION}.0"
VIAddVersionKey /LANG=1036 "ProductName" "Boussole circuits courts"
VIAddVersionKey /LANG=1036 "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=1036 "FileDescription" "Boussole circuits courts"
VIAddVersionKey /LANG=1036 "LegalCopyright" "Logiciel libre, GPL-3.0-or-later"

Section
  ${GetParameters} $0
  ; -B : rien n'est écrit à côté du programme. La lettre de la clé peut changer : tout part de $EXEDIR.
  Exec '"$EXEDIR\programme\python\pythonw.exe" -B -X utf8 "$EXEDIR\programme\app\main.py" --donnees "$EXEDIR\donnees" $0'
SectionEnd
