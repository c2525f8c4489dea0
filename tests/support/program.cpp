// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/program.hpp"
#include <cstdlib>
#include <fcntl.h>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <sys/wait.h>
#include <unistd.h>

namespace support {

namespace {

std::string drained(std::filesystem::path const &file) {
    std::ostringstream text;
    text << std::ifstream{file, std::ios::binary}.rdbuf();
    return text.str();
}

void redirect(std::filesystem::path const &file, int descriptor, int how = O_WRONLY | O_CREAT | O_TRUNC) {
    auto const opened = ::open(file.c_str(), how, 0600);
    ::dup2(opened, descriptor);
    ::close(opened);
}

/// \param typed  what its standard input reads; null: that of the test
Run run_platen(std::vector<std::string> const &arguments, std::filesystem::path const &folder,
               std::string const *typed) {
    auto pattern = (std::filesystem::temp_directory_path() / "platen-run-XXXXXX").string();
    if (::mkdtemp(pattern.data()) == nullptr) {
        throw std::runtime_error{"no temporary folder"};
    }
    std::filesystem::path const scratch{pattern};
    if (typed != nullptr) {
        std::ofstream{scratch / "in", std::ios::binary} << *typed;
    }
    auto const child = ::fork();
    if (child == 0) {
        std::vector<std::string> words{PLATEN_BINARY};
        words.insert(words.end(), arguments.begin(), arguments.end());
        std::vector<char *> pointers;
        for (auto &word : words) {
            pointers.push_back(word.data());
        }
        pointers.push_back(nullptr);
        ::setenv("LANG", "en_US.UTF-8", 1);
        ::unsetenv("LC_ALL");
        // The store of whoever runs the tests is none of theirs.
        ::unsetenv("PLATEN_STORE");
        if (std::getenv("HOME") != nullptr) {
            ::setenv("XDG_DATA_HOME", (scratch / "data").c_str(), 1);
        }
        ::setenv("LSAN_OPTIONS", "suppressions=" PLATEN_ROOT "/tests/support/lsan.supp:print_suppressions=0",
                 1);
        if (typed != nullptr) {
            redirect(scratch / "in", STDIN_FILENO, O_RDONLY);
        }
        redirect(scratch / "out", STDOUT_FILENO);
        redirect(scratch / "err", STDERR_FILENO);
        if (::chdir(folder.c_str()) == 0) {
            ::execv(PLATEN_BINARY, pointers.data());
        }
        ::_exit(127);
    }
    Run run;
    int status = 0;
    ::waitpid(child, &status, 0);
    run.status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    run.out = drained(scratch / "out");
    run.err = drained(scratch / "err");
    std::filesystem::remove_all(scratch);
    return run;
}

} // namespace

Run platen(std::vector<std::string> const &arguments, std::filesystem::path const &folder) {
    return run_platen(arguments, folder, nullptr);
}

Run platen_typed(std::vector<std::string> const &arguments, std::string const &typed) {
    return run_platen(arguments, ".", &typed);
}

} // namespace support
