// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/files.hpp"
#include "fuzz/targets.hpp"
#include <doctest/doctest.h>
#include <filesystem>
#include <fmt/format.h>
#include <random>

namespace {

using Target = void (*)(base::ByteView);
using Corpus = std::vector<base::Bytes>;

/// In the order of their names, so that a seed means the same everywhere.
Corpus corpus(std::string const &target) {
    std::vector<std::filesystem::path> paths;
    for (auto const &entry :
         std::filesystem::directory_iterator{PLATEN_ROOT + ("/tests/fuzz/corpus/" + target)}) {
        paths.push_back(entry.path());
    }
    std::sort(paths.begin(), paths.end());
    Corpus files;
    for (auto const &path : paths) {
        auto file = base::read_file(path, 65'536);
        REQUIRE(file);
        files.push_back(std::move(*file));
    }
    return files;
}

/// Empty, or what does not hold and for which bytes.
std::string broken(Target target, base::ByteView input) {
    try {
        target(input);
        return {};
    } catch (std::exception const &error) {
        std::string hex;
        for (auto const byte : input) {
            hex += fmt::format("{:02x}", byte);
        }
        return fmt::format("{}: {}", error.what(), hex);
    }
}

class Mutator {
public:
    explicit Mutator(Corpus const &corpus) : corpus_{corpus} {}

    base::Bytes next() {
        auto bytes = any();
        for (auto times = below(4) + 1; times > 0; --times) {
            change(bytes);
        }
        constexpr std::size_t longest = 1024;
        bytes.resize(std::min(bytes.size(), longest));
        return bytes;
    }

private:
    std::size_t below(std::size_t end) { return random_() % end; }
    base::Bytes const &any() { return corpus_[below(corpus_.size())]; }

    /// Of any kind, or one that has a meaning.
    unsigned char byte() {
        constexpr std::string_view meant{"0123456789-+ \r\0\x1bP", 17};
        return below(2) == 0 ? static_cast<unsigned char>(random_())
                             : static_cast<unsigned char>(meant[below(meant.size())]);
    }

    void change(base::Bytes &bytes) {
        auto const from = below(bytes.size() + 1);
        auto const size = below(bytes.size() - from + 1);
        auto const at = bytes.begin() + static_cast<std::ptrdiff_t>(from);
        auto const end = at + static_cast<std::ptrdiff_t>(size);
        auto const kind = below(6);
        if (kind < 2 && at != bytes.end()) {
            *at = byte();
        } else if (kind == 2) {
            bytes.insert(at, byte());
        } else if (kind == 3) {
            bytes.erase(at, end);
        } else if (kind == 4) {
            base::Bytes const twice(at, end);
            bytes.insert(at, twice.begin(), twice.end());
        } else {
            auto const &other = any(); // its end for this one's
            bytes.erase(at, bytes.end());
            auto const part = base::ByteView{other}.subspan(below(other.size() + 1));
            bytes.insert(bytes.end(), part.begin(), part.end());
        }
    }

    Corpus const &corpus_;
    std::mt19937 random_{1}; // NOLINT(cert-msc32-c,cert-msc51-cpp): the same inputs in every run
};

void replay(std::string const &name, Target target) {
    auto const files = corpus(name);
    REQUIRE(files.size() > 10);
    for (auto const &file : files) {
        CHECK(broken(target, file) == "");
    }
}

void mutate(std::string const &name, Target target) {
    auto const files = corpus(name);
    REQUIRE(files.size() > 10);
    Mutator mutator{files};
    for (int i = 0; i < 100'000; ++i) {
        auto const input = mutator.next();
        REQUIRE(broken(target, input) == "");
    }
}

} // namespace

TEST_CASE("what fuzzing kept of answers is read") {
    replay("replies", fuzz::fuzz_replies);
}

TEST_CASE("what fuzzing kept of commands is obeyed") {
    replay("commands", fuzz::fuzz_commands);
}

TEST_CASE("100,000 damaged answers are read or refused") {
    mutate("replies", fuzz::fuzz_replies);
}

TEST_CASE("100,000 damaged streams of commands leave a printer that answers") {
    mutate("commands", fuzz::fuzz_commands);
}
