# cmake -D CONSUMER=<folder> -D WORK=<folder> -D TARGET=<executable> -D GENERATOR=... -D CXX=...
#       [-D "DEFINES=A=1|B=2"] [-D EXPECT_REFUSAL=<regex>] -P run_consumer.cmake
#
# Configures a consumer project afresh, builds one executable of it (or everything: TARGET all with
# RUN naming the executable) and runs it. With EXPECT_REFUSAL, configuring must fail with that text.
string(REPLACE "|" ";" DEFINES "${DEFINES}")
list(TRANSFORM DEFINES PREPEND -D)
file(REMOVE_RECURSE ${WORK})

execute_process(
  COMMAND ${CMAKE_COMMAND} -S ${CONSUMER} -B ${WORK} -G ${GENERATOR} -DCMAKE_CXX_COMPILER=${CXX} ${DEFINES}
  RESULT_VARIABLE result OUTPUT_VARIABLE log ERROR_VARIABLE log)
if(EXPECT_REFUSAL)
  string(REGEX REPLACE "[ \n]+" " " log "${log}")
  if(result EQUAL 0 OR NOT log MATCHES "${EXPECT_REFUSAL}")
    message(FATAL_ERROR "configuring should have been refused with \"${EXPECT_REFUSAL}\":\n${log}")
  endif()
  return()
endif()
if(NOT result EQUAL 0)
  message(FATAL_ERROR "configuring failed:\n${log}")
endif()

execute_process(COMMAND ${CMAKE_COMMAND} --build ${WORK} --target ${TARGET} --parallel 2 COMMAND_ERROR_IS_FATAL ANY)
if(NOT RUN)
  set(RUN ${TARGET})
endif()
execute_process(COMMAND ${WORK}/${RUN} COMMAND_ERROR_IS_FATAL ANY)
