@echo off
rem Short names for the commands of the lab. Each calls Maven, which builds what it needs first.
setlocal
set here=%cd%
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
if "%word%"=="comparison" call :lab lab-comparison lab.comparison.ComparisonServer "--open %arguments%" & goto :eof
if "%word%"=="--help" call :lab lab-comparison lab.comparison.ComparisonServer "--help" & goto :eof
if "%word%"=="longpolling" call :lab lab-longpolling lab.longpolling.LongPollingServer "%arguments%" & goto :eof
if "%word%"=="sse" call :lab lab-sse lab.sse.SseServer "%arguments%" & goto :eof
if "%word%"=="websocket" call :lab lab-websocket lab.websocket.WebSocketServer "%arguments%" & goto :eof
if "%word%"=="socketio" call :lab lab-socketio-concepts lab.socketio.demo.SocketIoLab "%arguments%" & goto :eof
if "%word%"=="bench" call :lab lab-comparison lab.comparison.bench.Bench "%arguments%" & goto :eof
if "%word%"=="exercise" call :lab exercises lab.exercises.ExerciseMain "%arguments%" & goto :eof
for %%w in (check watch grade regrade handout skeletons proof) do if "%word%"=="%%w" goto grader
echo usage: lab [comparison^|longpolling^|sse^|websocket^|socketio^|bench^|exercise^|check^|watch^|grade^|regrade^|handout] [arguments]
if "%word%"=="help" exit /b 0
echo There is no "%word%".
exit /b 2

:grader
mvn -q -pl grader -am "-Drun=grader" "-Dlab.dir=%here%" test-compile exec:java "-Dexec.mainClass=lab.grader.Grader" "-Dexec.args=%word% %arguments%"
exit /b %errorlevel%

:lab
mvn -q -pl %1 -am "-Drun=%1" compile exec:java "-Dexec.mainClass=%2" "-Dexec.args=%~3"
exit /b %errorlevel%
