; Installateur par personne, sans droits d'administration. Paramètres : voir construire.sh.
Unicode true
; Le gabarit 32 bits de NSIS n'installe rien, sans le dire, sur un Wine 64 bits ; l'application est de toute façon en 64 bits.
Target amd64-unicode
SetCompressor /SOLID lzma
SetCompressorDictSize 64

!include MUI2.nsh
!include FileFunc.nsh
!include LogicLib.nsh
!include WinVer.nsh
!include WordFunc.nsh

!define NOM "Boussole circuits courts"
!define CLE "Software\BoussoleCircuitsCourts"
!define CLE_RETRAIT "Software\Microsoft\Windows\CurrentVersion\Uninstall\BoussoleCircuitsCourts"
!define TYPE "Boussole.MiseAJour"
!define DONNEES "$LOCALAPPDATA\Boussole circuits courts"
!define LANCER '-X utf8 "$INSTDIR\programme\app\main.py"'

; Codes de sortie, pour qui installe en silence.
!define CODE_OUVERT 3
!define CODE_PLUS_RECENT 4
!define CODE_DOSSIER 5
!define CODE_SYSTEME 6

Name "${NOM}"
OutFile "${SORTIE}"
Icon "${ICONE}"
UninstallIcon "${ICONE}"
RequestExecutionLevel user
InstallDir "$LOCALAPPDATA\Programs\${NOM}"
InstallDirRegKey HKCU "${CLE}" "Dossier"
; Un fichier qui ne s'écrit pas arrête l'installation : jamais de programme incomplet.
AllowSkipFiles off
ManifestDPIAware true
ManifestSupportedOS Win10
BrandingText "${NOM} ${VERSION}"
VIProductVersion "${VERSION}.0"
VIAddVersionKey /LANG=1036 "ProductName" "${NOM}"
VIAddVersionKey /LANG=1036 "ProductVersion" "${VERSION}"
VIAddVersionKey /LANG=1036 "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=1036 "FileDescription" "Installation de ${NOM}"
VIAddVersionKey /LANG=1036 "LegalCopyright" "Logiciel libre, GPL-3.0-or-later"

!define MUI_ICON "${ICONE}"
!define MUI_UNICON "${ICONE}"
!define MUI_ABORTWARNING
!define MUI_WELCOMEPAGE_TEXT "La Boussole va être installée pour vous seulement : aucun mot de passe n'est demandé et les autres comptes de cet ordinateur ne changent pas.$\r$\n$\r$\nSi une version est déjà là, elle est remplacée. Vos dossiers et vos notes sont gardés.$\r$\n$\r$\nFermez la Boussole avant de continuer."
!define MUI_FINISHPAGE_RUN "$INSTDIR\programme\python\pythonw.exe"
!define MUI_FINISHPAGE_RUN_PARAMETERS '-X utf8 $\"$INSTDIR\programme\app\main.py$\"'
!define MUI_FINISHPAGE_RUN_TEXT "Ouvrir la Boussole"
!define MUI_UNCONFIRMPAGE_TEXT_TOP "La Boussole va être retirée de cet ordinateur."
!define MUI_COMPONENTSPAGE_NODESC
!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_COMPONENTS
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "French"

!macro Renoncer code texte
  MessageBox MB_OK|MB_ICONEXCLAMATION "${texte}" /SD IDOK
  SetErrorLevel ${code}
  Quit
!macroend

; Quitte si le programme tourne : Windows refuse alors d'ouvrir en écriture la bibliothèque qu'il a chargée.
!macro RefuserSiOuvert
  ${If} ${FileExists} "$INSTDIR\programme\python\python313.dll"
    ClearErrors
    FileOpen $0 "$INSTDIR\programme\python\python313.dll" a
    ${If} ${Errors}
      !insertmacro Renoncer ${CODE_OUVERT} "${NOM} est ouverte. Fermez-la, puis recommencez."
    ${EndIf}
    FileClose $0
  ${EndIf}
!macroend

!macro PrevenirWindows
  ; Les icônes des fichiers .boussole changent sans attendre la prochaine session.
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
!macroend

Function .onInit
  ; La version 1809 porte le numéro 17763 ; avant, Qt ne démarre pas.
  ${IfNot} ${AtLeastWin10}
  ${OrIfNot} ${AtLeastBuild} 17763
    !insertmacro Renoncer ${CODE_SYSTEME} "${NOM} demande Windows 10 (version 1809) ou Windows 11."
  ${EndIf}
  ReadRegStr $0 HKCU "${CLE_RETRAIT}" "DisplayVersion"
  ${If} $0 != ""
    ${VersionCompare} "$0" "${VERSION}" $1
    ${If} $1 == 1
      MessageBox MB_YESNO|MB_ICONQUESTION|MB_DEFBUTTON2 "La version $0, plus récente que celle-ci (${VERSION}), est installée. Elle pourrait avoir enregistré vos dossiers sous une forme que l'ancienne ne sait pas lire.$\r$\n$\r$\nRevenir quand même à la version ${VERSION} ?" /SD IDNO IDYES revenir
      SetErrorLevel ${CODE_PLUS_RECENT}
      Quit
      revenir:
    ${EndIf}
  ${EndIf}
FunctionEnd

; Rien n'est touché de l'ancienne version tant que la nouvelle n'est pas entière sur le disque.
Function .onInstFailed
  RMDir /r "$INSTDIR\programme.neuf"
FunctionEnd

Section "Programme"
  SectionIn RO
  ${If} ${FileExists} "$INSTDIR\programme\*.*"
  ${AndIfNot} ${FileExists} "$INSTDIR\programme\version.txt"
    !insertmacro Renoncer ${CODE_DOSSIER} "Le dossier « $INSTDIR\programme » contient autre chose que la Boussole. Choisissez un autre dossier."
  ${EndIf}
  !insertmacro RefuserSiOuvert
  RMDir /r "$INSTDIR\programme.neuf"
  !include "${LISTE}"
  SetOutPath "$INSTDIR"
  RMDir /r "$INSTDIR\programme.ancien"
  ${If} ${FileExists} "$INSTDIR\programme\*.*"
    ClearErrors
    Rename "$INSTDIR\programme" "$INSTDIR\programme.ancien"
    ${If} ${Errors}
      RMDir /r "$INSTDIR\programme.neuf"
      !insertmacro Renoncer ${CODE_OUVERT} "L'ancienne version n'a pas pu être remplacée : un de ses fichiers est employé. Fermez la Boussole, puis recommencez. Rien n'a changé."
    ${EndIf}
  ${EndIf}
  ClearErrors
  Rename "$INSTDIR\programme.neuf" "$INSTDIR\programme"
  ${If} ${Errors}
    Rename "$INSTDIR\programme.ancien" "$INSTDIR\programme"
    RMDir /r "$INSTDIR\programme.neuf"
    !insertmacro Renoncer ${CODE_DOSSIER} "La nouvelle version n'a pas pu être mise en place dans « $INSTDIR ». L'ancienne est gardée."
  ${EndIf}
  RMDir /r "$INSTDIR\programme.ancien"
  File "/oname=boussole.ico" "${ICONE}"
  WriteUninstaller "$INSTDIR\desinstaller.exe"

  SetOutPath "$INSTDIR\programme\app"
  CreateShortCut "$SMPROGRAMS\${NOM}.lnk" "$INSTDIR\programme\python\pythonw.exe" '${LANCER}' "$INSTDIR\boussole.ico" 0 SW_SHOWNORMAL "" "Comparer les outils de vente en circuits courts"
  CreateShortCut "$DESKTOP\${NOM}.lnk" "$INSTDIR\programme\python\pythonw.exe" '${LANCER}' "$INSTDIR\boussole.ico" 0 SW_SHOWNORMAL "" "Comparer les outils de vente en circuits courts"

  CreateShortCut "$SMPROGRAMS\Guide de la Boussole.lnk" "$INSTDIR\programme\guide-utilisation.pdf"

  WriteRegStr HKCU "${CLE}" "Dossier" "$INSTDIR"
  WriteRegStr HKCU "Software\Classes\.boussole" "" "${TYPE}"
  WriteRegStr HKCU "Software\Classes\${TYPE}" "" "Mise à jour du catalogue de la Boussole"
  WriteRegStr HKCU "Software\Classes\${TYPE}\DefaultIcon" "" "$INSTDIR\boussole.ico,0"
  WriteRegStr HKCU "Software\Classes\${TYPE}\shell\open\command" "" '"$INSTDIR\programme\python\pythonw.exe" ${LANCER} "%1"'
  WriteRegStr HKCU "${CLE_RETRAIT}" "DisplayName" "${NOM}"
  WriteRegStr HKCU "${CLE_RETRAIT}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${CLE_RETRAIT}" "DisplayIcon" "$INSTDIR\boussole.ico"
  WriteRegStr HKCU "${CLE_RETRAIT}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${CLE_RETRAIT}" "UninstallString" '"$INSTDIR\desinstaller.exe"'
  WriteRegStr HKCU "${CLE_RETRAIT}" "QuietUninstallString" '"$INSTDIR\desinstaller.exe" /S'
  WriteRegDWORD HKCU "${CLE_RETRAIT}" "NoModify" 1
  WriteRegDWORD HKCU "${CLE_RETRAIT}" "NoRepair" 1
  WriteRegDWORD HKCU "${CLE_RETRAIT}" "EstimatedSize" ${TAILLE_KO}
  !insertmacro PrevenirWindows
SectionEnd

Section "un.Retirer la Boussole" RETRAIT
  SectionIn RO
  !insertmacro RefuserSiOuvert
  RMDir /r "$INSTDIR\programme"
  RMDir /r "$INSTDIR\programme.ancien"
  RMDir /r "$INSTDIR\programme.neuf"
  Delete "$INSTDIR\boussole.ico"
  Delete "$INSTDIR\desinstaller.exe"
  ; Sans /r : un dossier où la personne a rangé autre chose reste en place.
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\${NOM}.lnk"
  Delete "$SMPROGRAMS\Guide de la Boussole.lnk"
  Delete "$DESKTOP\${NOM}.lnk"
  ReadRegStr $0 HKCU "Software\Classes\.boussole" ""
  ${If} $0 == "${TYPE}"
    DeleteRegKey HKCU "Software\Classes\.boussole"
  ${EndIf}
  DeleteRegKey HKCU "Software\Classes\${TYPE}"
  DeleteRegKey HKCU "${CLE_RETRAIT}"
  DeleteRegKey HKCU "${CLE}"
  !insertmacro PrevenirWindows
SectionEnd

Section /o "un.Effacer aussi mes dossiers et mes sauvegardes" EFFACEMENT
  MessageBox MB_YESNO|MB_ICONEXCLAMATION|MB_DEFBUTTON2 "Effacer pour toujours vos dossiers, vos notes et leurs sauvegardes ?$\r$\n$\r$\n${DONNEES}" /SD IDYES IDNO garder
  RMDir /r "${DONNEES}"
  garder:
SectionEnd

Function un.onInit
  ; En silence, les données ne sont effacées que si on le demande par ce mot.
  ${GetParameters} $0
  ClearErrors
  ${GetOptions} $0 "/EFFACER-DONNEES" $1
  ${IfNot} ${Errors}
    SectionSetFlags ${EFFACEMENT} ${SF_SELECTED}
  ${EndIf}
FunctionEnd
