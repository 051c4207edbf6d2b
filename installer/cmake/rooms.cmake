# A room is a folder that is one target: every .cpp in it, and a link list that says whom it may use.
# tests/house holds the include lines against these lists.

add_library(werkbank_options INTERFACE)
target_include_directories(werkbank_options INTERFACE ${CMAKE_SOURCE_DIR})
if(MSVC)
  target_compile_options(werkbank_options INTERFACE /W4 /WX /utf-8)
else()
  target_compile_options(werkbank_options INTERFACE -Wall -Wextra -Wpedantic -Wconversion)
  # Line numbers are what a failing test shows of itself; the rest of -g is a sixth of the time that a build takes.
  set(WERKBANK_DEBUG_INFO -g1 CACHE STRING "How much a debugger knows of a Debug build; -g for all of it")
  target_compile_options(werkbank_options INTERFACE $<$<CONFIG:Debug>:${WERKBANK_DEBUG_INFO}>)
  # Optimised builds are for people, who cannot mend a warning.
  target_compile_options(werkbank_options INTERFACE $<$<CONFIG:Debug>:-Werror>)
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
    # False alarms at -O2: inside std::string (GCC bug 105651) and through std::optional.
    target_compile_options(werkbank_options INTERFACE -Wno-restrict -Wno-maybe-uninitialized)
  endif()
endif()
if(WERKBANK_SANITIZE)
  target_compile_options(werkbank_options INTERFACE -fsanitize=${WERKBANK_SANITIZE} -fno-omit-frame-pointer)
  target_link_options(werkbank_options INTERFACE -fsanitize=${WERKBANK_SANITIZE})
endif()
find_program(WERKBANK_MOLD mold)
if(WERKBANK_MOLD AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  target_link_options(werkbank_options INTERFACE -fuse-ld=mold)
endif()
find_package(Threads REQUIRED)
target_link_libraries(werkbank_options INTERFACE Threads::Threads)

# werkbank_room(NAME [ROOMS other rooms...] [LIBRARIES outside libraries...] [RESOURCES .qrc files...])
# Creates the static library werkbank_NAME from the .cpp files of the current folder and its subfolders.
function(werkbank_room name)
  cmake_parse_arguments(ROOM "" "" "ROOMS;LIBRARIES;RESOURCES" ${ARGN})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS *.cpp *.h)
  add_library(werkbank_${name} STATIC ${sources} ${ROOM_RESOURCES})
  set_target_properties(werkbank_${name} PROPERTIES LINKER_LANGUAGE CXX)
  list(TRANSFORM ROOM_ROOMS PREPEND werkbank_)
  target_link_libraries(werkbank_${name} PUBLIC ${ROOM_ROOMS} ${ROOM_LIBRARIES} PRIVATE $<BUILD_INTERFACE:werkbank_options>)
  set_property(GLOBAL APPEND PROPERTY WERKBANK_ROOMS "${name}:${ROOM_ROOMS}:${ROOM_LIBRARIES}")
endfunction()

# werkbank_moc(TARGET STEM): makes STEM.moc for the STEM.cpp of a program that is one file. AUTOMOC would look through
# everything that it includes, which for a hundred small programs takes as long as compiling them.
function(werkbank_moc target stem)
  set_target_properties(${target} PROPERTIES AUTOMOC OFF)
  qt6_generate_moc(${stem}.cpp ${stem}.moc)
  target_sources(${target} PRIVATE ${CMAKE_CURRENT_BINARY_DIR}/${stem}.moc)
  target_include_directories(${target} PRIVATE ${CMAKE_CURRENT_BINARY_DIR})
endfunction()

# Their labs have the same users, so one at a time, and all day: what stands in that line goes first, beside it the rest.
set(WERKBANK_ONE_AT_A_TIME RESOURCE_LOCK lab COST 1000)

# werkbank_tests(ROOM LABELS [ROOMS other rooms...] [LIBRARIES ...] [WITH_LAB stems...])
# Each *_test.cpp of the current folder becomes a test ROOM_*_test of those labels, all in the program ROOM_tests (see
# tests/runner). Those named after WITH_LAB run with a real sshd and a real Slurm, as label `factory`. What the tests share
# is the library ROOM_test_stand.
function(werkbank_tests room label)
  cmake_parse_arguments(TESTS "" "" "ROOMS;LIBRARIES;WITH_LAB" ${ARGN})
  file(GLOB tests CONFIGURE_DEPENDS *_test.cpp)
  list(TRANSFORM TESTS_ROOMS PREPEND werkbank_)
  set(libraries werkbank_${room} ${TESTS_ROOMS} ${TESTS_LIBRARIES} Qt6::Test)
  file(GLOB shared CONFIGURE_DEPENDS *.cpp)
  list(FILTER shared EXCLUDE REGEX "_test\\.cpp$")
  if(shared)
    add_library(${room}_test_stand STATIC ${shared})
    target_compile_definitions(${room}_test_stand PRIVATE WERKBANK_SOURCE_DIR="${CMAKE_SOURCE_DIR}")
    target_link_libraries(${room}_test_stand PUBLIC ${libraries} PRIVATE werkbank_options)
    list(PREPEND libraries ${room}_test_stand)
  endif()
  set(program ${room}_tests)
  add_executable(${program} ${tests} ${CMAKE_SOURCE_DIR}/tests/runner/test_program.cpp)
  target_link_libraries(${program} PRIVATE ${libraries} werkbank_options)
  target_compile_definitions(${program} PRIVATE WERKBANK_SOURCE_DIR="${CMAKE_SOURCE_DIR}")
  set_target_properties(${program} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/tests)
  foreach(test IN LISTS tests)
    get_filename_component(stem ${test} NAME_WE)
    werkbank_moc(${program} ${stem})
    set(name ${room}_${stem})
    if(stem IN_LIST TESTS_WITH_LAB)
      add_test(NAME ${name} COMMAND ${CMAKE_SOURCE_DIR}/tests/factory/with_lab $<TARGET_FILE:${program}> ${stem})
      set_tests_properties(${name} PROPERTIES LABELS factory TIMEOUT 900 ${WERKBANK_ONE_AT_A_TIME})
    else()
      add_test(NAME ${name} COMMAND ${program} ${stem})
      set_tests_properties(${name} PROPERTIES LABELS "${label}" TIMEOUT 600)
    endif()
    # Qt Test's own limit counts all functions of a class together; ctest has one for programs that hang.
    set_tests_properties(${name} PROPERTIES
      ENVIRONMENT "QT_QPA_PLATFORM=offscreen;LC_ALL=C.UTF-8;OMP_NUM_THREADS=1;QTEST_FUNCTION_TIMEOUT=850000;PATH=${CMAKE_BINARY_DIR}/bin:$ENV{PATH}:/usr/sbin:/sbin")
  endforeach()
endfunction()
