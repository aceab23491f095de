/* Loads the Python DLL beside itself and runs "-I -B -X utf8 -X launcher -m app WORDS".
   Built twice: for the window (-mwindows) and, with -DCONSOLE, for the command line. */
#include <windows.h>
#include <stdlib.h>
#include <wchar.h>

#define LONGEST 32767 /* characters of a path */
typedef int(__cdecl *Main)(int, wchar_t **);
static const wchar_t *const BEFORE[] = {L"-I", L"-B", L"-X", L"utf8", L"-X", L"launcher", L"-m", L"app"};
#define BEFORES (int)(sizeof BEFORE / sizeof *BEFORE)

static int fail(const wchar_t *path) {
    static wchar_t text[LONGEST + 200];
    _snwprintf(text, LONGEST + 199, L"程序文件不完整，请重新安装。单位的数据不在程序文件夹里，没有受影响。\n\n%ls（错误 %lu）", path, GetLastError());
#ifdef CONSOLE
    DWORD written;
    HANDLE out = GetStdHandle(STD_ERROR_HANDLE);
    if (WriteConsoleW(out, text, (DWORD)wcslen(text), &written, NULL)) return 101;
#endif
    MessageBoxW(NULL, text, TITLE, MB_ICONERROR | MB_OK);
    return 101;
}

static int run(void) {
    static wchar_t folder[LONGEST + 1], library[LONGEST + 32];
    DWORD length = GetModuleFileNameW(NULL, folder, LONGEST);
    wchar_t *slash = length ? wcsrchr(folder, L'\\') : NULL;
    if (!slash) return fail(folder);
    *slash = 0;
    _snwprintf(library, LONGEST + 31, L"%ls\\%ls", folder, PYTHON_DLL);
    SetDefaultDllDirectories(LOAD_LIBRARY_SEARCH_DEFAULT_DIRS); /* never a DLL out of the folder that happens to be current */
    HMODULE python = LoadLibraryExW(library, NULL, LOAD_LIBRARY_SEARCH_DLL_LOAD_DIR | LOAD_LIBRARY_SEARCH_DEFAULT_DIRS);
    Main start = python ? (Main)(void *)GetProcAddress(python, "Py_Main") : NULL;
    if (!start) return fail(library);
    int count;
    wchar_t **given = CommandLineToArgvW(GetCommandLineW(), &count);
    wchar_t **words = given ? calloc(count + BEFORES + 1, sizeof *words) : NULL;
    if (!words) return fail(library);
    words[0] = given[0];
    for (int i = 0; i < BEFORES; i++) words[1 + i] = (wchar_t *)BEFORE[i];
    for (int i = 1; i < count; i++) words[BEFORES + i] = given[i];
    return start(count + BEFORES, words);
}

#ifdef CONSOLE
int main(void) { return run(); }
#else
int WINAPI wWinMain(HINSTANCE self, HINSTANCE before, LPWSTR line, int show) {
    (void)self, (void)before, (void)line, (void)show;
    return run();
}
#endif
