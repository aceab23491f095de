; The setup: for the user who runs it, without an administrator. Called by installer/windows/nsis.py, which defines the names
; in ${...} and lists every file: INSTALL puts them in, REMOVE deletes just these.
Unicode true
Target amd64-unicode
!include "MUI2.nsh"
!include "WinVer.nsh"
!include "x64.nsh"
!include "FileFunc.nsh"
!include "WordFunc.nsh"

!define KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\skillbureau"
!define CLASSES "Software\Classes"
!define OLDEST_BUILD 17763 ; Windows 10 1809

Name "${TITLE}"
OutFile "${OUT}"
InstallDir "$LOCALAPPDATA\Programs\skillbureau"
InstallDirRegKey HKCU "${KEY}" "InstallLocation"
RequestExecutionLevel user
SetCompressor /SOLID lzma
SetCompressorDictSize 64
ManifestDPIAware true
ManifestLongPathAware true
!ifdef SIGN
  !uninstfinalize '${SIGN} "%1"'
!endif
BrandingText "${TITLE} ${VERSION}"
VIProductVersion "${NUMBER}"
VIFileVersion "${NUMBER}"
VIAddVersionKey /LANG=2052 "ProductName" "${TITLE}"
VIAddVersionKey /LANG=2052 "FileDescription" "${TITLE} 安装程序"
VIAddVersionKey /LANG=2052 "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=2052 "ProductVersion" "${VERSION}"
VIAddVersionKey /LANG=2052 "LegalCopyright" "Apache-2.0"

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_WELCOMEFINISHPAGE_BITMAP "${SIDE}"
!define MUI_ABORTWARNING
!define MUI_WELCOMEPAGE_TEXT "安装程序只为当前用户安装，不需要管理员权限，也不连接网络。$\r$\n$\r$\n单位的数据与程序分开存放；升级和卸载都不会动它。$\r$\n$\r$\n点“下一步”继续。"
!define MUI_FINISHPAGE_RUN "$INSTDIR\skillbureau.exe"
!define MUI_FINISHPAGE_RUN_TEXT "打开${TITLE}"
!define MUI_UNCONFIRMPAGE_TEXT_TOP "只删除安装时放进去的文件。单位的数据、备份和自己放进去的文件都保留。"
!insertmacro MUI_PAGE_WELCOME
!define MUI_PAGE_CUSTOMFUNCTION_LEAVE own_folder
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "SimpChinese"

; --- whether it may begin ---

!macro REFUSE text status
  MessageBox MB_OK|MB_ICONSTOP "${text}" /SD IDOK
  SetErrorLevel ${status}
  Quit
!macroend

Function .onInit
  ${IfNot} ${RunningX64}
    !insertmacro REFUSE "需要 64 位的 Windows 10（1809 或更高版本）。这台电脑是 32 位的，没有安装任何文件。" 3
  ${EndIf}
  ${IfNot} ${AtLeastBuild} ${OLDEST_BUILD}
    !insertmacro REFUSE "需要 Windows 10（1809 或更高版本）。这台电脑的系统较旧，没有安装任何文件。" 3
  ${EndIf}
  ReadRegStr $0 HKCU "${KEY}" "Number"
  ${If} $0 != ""
    ${VersionCompare} $0 "${NUMBER}" $1
    ${If} $1 == 1
      ReadRegStr $2 HKCU "${KEY}" "DisplayVersion"
      !insertmacro REFUSE "已经装有更新的版本 $2，不能用 ${VERSION} 覆盖：新版本用过的数据，旧版本打不开。没有改动任何文件。" 4
    ${EndIf}
  ${EndIf}
FunctionEnd

; A folder in which somebody keeps other things gets a folder of our own, so that nothing is mixed up.
Function own_folder
  ${If} ${FileExists} "$INSTDIR\*.*"
  ${AndIfNot} ${FileExists} "$INSTDIR\skillbureau.exe"
    ${DirState} "$INSTDIR" $0
    ${If} $0 == 1
      StrCpy $INSTDIR "$INSTDIR\skillbureau"
      MessageBox MB_OK|MB_ICONINFORMATION "这个文件夹里已有别的文件，程序将装入其中的新文件夹：$\r$\n$INSTDIR"
    ${EndIf}
  ${EndIf}
FunctionEnd

; A running program holds its DLLs: ask to close it instead of failing half way.
!macro CLOSED un
Function ${un}closed
  again:
  ClearErrors
  IfFileExists "$INSTDIR\${PYTHON_DLL}" 0 fine
  FileOpen $0 "$INSTDIR\${PYTHON_DLL}" a
  IfErrors 0 opened
  MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "程序正在运行，请先关闭它，再点“重试”。没有改动任何文件。" /SD IDCANCEL IDRETRY again
  SetErrorLevel 2
  Abort "程序正在运行，没有改动任何文件。"
  opened:
  FileClose $0
  fine:
FunctionEnd
!macroend
!insertmacro CLOSED ""
!insertmacro CLOSED "un."

Function writable
  ClearErrors
  CreateDirectory "$INSTDIR"
  FileOpen $0 "$INSTDIR\skillbureau.tmp" w
  IfErrors 0 opened
  MessageBox MB_OK|MB_ICONSTOP "不能写入 $INSTDIR，请换一个文件夹再安装。没有改动任何文件。" /SD IDOK
  SetErrorLevel 5
  Abort "不能写入 $INSTDIR"
  opened:
  FileClose $0
  Delete "$INSTDIR\skillbureau.tmp"
FunctionEnd

; --- files that a double click opens ---

!macro KIND id title
  WriteRegStr HKCU "${CLASSES}\${id}" "" "${title}"
  WriteRegStr HKCU "${CLASSES}\${id}\DefaultIcon" "" "$INSTDIR\icon.ico"
  WriteRegStr HKCU "${CLASSES}\${id}\shell\open\command" "" '"$INSTDIR\skillbureau.exe" "%1"'
!macroend
; offered under 打开方式; a double click opens it too where no other program has the ending already (never .zip)
!macro OFFER id ending
  WriteRegStr HKCU "${CLASSES}\.${ending}\OpenWithProgids" "${id}" ""
  ReadRegStr $0 HKCR ".${ending}" ""
  ${If} $0 == ""
  ${AndIf} "${ending}" != "zip"
    WriteRegStr HKCU "${CLASSES}\.${ending}" "" "${id}"
  ${EndIf}
!macroend
!macro WITHDRAW id ending
  DeleteRegValue HKCU "${CLASSES}\.${ending}\OpenWithProgids" "${id}"
  DeleteRegKey /ifempty HKCU "${CLASSES}\.${ending}\OpenWithProgids"
  ReadRegStr $0 HKCU "${CLASSES}\.${ending}" ""
  ${If} $0 == "${id}"
    DeleteRegValue HKCU "${CLASSES}\.${ending}" ""
  ${EndIf}
  DeleteRegKey /ifempty HKCU "${CLASSES}\.${ending}"
!macroend
!macro TELL_SHELL
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
!macroend

; --- put in ---

Section
  Call closed
  Call writable
  ; the version before deletes its own files by its own list, so that no module of it stays and nothing else goes
  ${If} ${FileExists} "$INSTDIR\uninstall.exe"
    ExecWait '"$INSTDIR\uninstall.exe" /S /UPGRADE _?=$INSTDIR' $0
    ${If} $0 != 0
      SetErrorLevel 2
      Abort "旧版本没有卸载干净（$0），请关闭程序后再试。单位的数据没有受影响。"
    ${EndIf}
  ${EndIf}
  !include "${INSTALL}"
  SetOutPath "$INSTDIR"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateShortcut "$SMPROGRAMS\${TITLE}.lnk" "$INSTDIR\skillbureau.exe" "" "$INSTDIR\icon.ico"
  CreateShortcut "$DESKTOP\${TITLE}.lnk" "$INSTDIR\skillbureau.exe" "" "$INSTDIR\icon.ico"
  WriteRegStr HKCU "${KEY}" "DisplayName" "${TITLE}"
  WriteRegStr HKCU "${KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${KEY}" "Number" "${NUMBER}"
  WriteRegStr HKCU "${KEY}" "DisplayIcon" "$INSTDIR\icon.ico"
  WriteRegStr HKCU "${KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${KEY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${KEY}" "NoModify" 1
  WriteRegDWORD HKCU "${KEY}" "NoRepair" 1
  WriteRegDWORD HKCU "${KEY}" "EstimatedSize" ${SIZE}
  !insertmacro KIND "skillbureau.package" "报送包"
  !insertmacro OFFER "skillbureau.package" "sbpkg"
  !insertmacro OFFER "skillbureau.package" "zip"
  !insertmacro KIND "skillbureau.policy" "政策包"
  !insertmacro OFFER "skillbureau.policy" "toml"
  !insertmacro TELL_SHELL
SectionEnd

; --- take out ---

Section Uninstall
  Call un.closed
  !include "${REMOVE}"
  ${GetParameters} $0
  ClearErrors
  ${GetOptions} $0 "/UPGRADE" $1
  IfErrors 0 upgrade
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\${TITLE}.lnk"
  Delete "$DESKTOP\${TITLE}.lnk"
  !insertmacro WITHDRAW "skillbureau.package" "sbpkg"
  !insertmacro WITHDRAW "skillbureau.package" "zip"
  !insertmacro WITHDRAW "skillbureau.policy" "toml"
  DeleteRegKey HKCU "${CLASSES}\skillbureau.package"
  DeleteRegKey HKCU "${CLASSES}\skillbureau.policy"
  DeleteRegKey HKCU "${KEY}"
  !insertmacro TELL_SHELL
  upgrade:
SectionEnd
