@echo off
rem Short names for the commands of the lab. Each calls Maven, which builds what it needs first.
setlocal
cd /d "%~dp0"
set word=%1
if "%word%"=="" set word=comparison
set arguments=
:next
shift
if "%~1"=="" goto run
set arguments=%arguments% '%~1'
goto next
:run
if "%word%"=="comparison" call :lab lab-comparison comparison lab.comparison.ComparisonServer "--open %arguments%" & goto :eof
if "%word%"=="--help" call :lab lab-comparison comparison lab.comparison.ComparisonServer "--help" & goto :eof
if "%word%"=="longpolling" call :lab lab-longpolling longpolling lab.longpolling.LongPollingServer "%arguments%" & goto :eof
if "%word%"=="sse" call :lab lab-sse sse lab.sse.SseServer "%arguments%" & goto :eof
if "%word%"=="websocket" call :lab lab-websocket websocket lab.websocket.WebSocketServer "%arguments%" & goto :eof
if "%word%"=="bench" call :lab lab-comparison bench lab.comparison.bench.Bench "%arguments%" & goto :eof
echo usage: lab [comparison^|longpolling^|sse^|websocket^|bench] [arguments]
if "%word%"=="help" exit /b 0
echo There is no "%word%".
exit /b 2

:lab
mvn -q -pl %1 -am "-Drun=%2" compile exec:java "-Dexec.mainClass=%3" "-Dexec.args=%~4"
exit /b %errorlevel%
