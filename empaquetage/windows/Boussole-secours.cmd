@echo off
rem Ouvre la Boussole sans passer par Boussole.exe, si Windows ou un antivirus le refuse.
start "" "%~dp0programme\python\pythonw.exe" -B -X utf8 "%~dp0programme\app\main.py" --donnees "%~dp0donnees" %*
