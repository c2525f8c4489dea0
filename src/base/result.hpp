// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// One way to fail. A Fault says that the world refused; mistakes in a file are Findings (finding.hpp), the
/// ordinary states of a printer are a Standing (print/standing.hpp), broken invariants are asserts.
#include "base/words.hpp"
#include <cassert>
#include <utility>
#include <variant>
#include <vector>

namespace base {

/// Kinds of trouble that a caller can act on. The values are the program's exit statuses.
enum class Trouble {
    bad_input = 1,   ///< what was given has mistakes; nothing was changed
    usage = 2,       ///< the request itself makes no sense
    not_found = 3,   ///< no such store, person, sheet, file
    device = 4,      ///< a printer refused or is in doubt
    storage = 5,     ///< a disk or the database refused
    busy = 6,        ///< somebody else is at it; try again later
    not_allowed = 7, ///< a rule forbids it
};

[[nodiscard]] std::string_view word_of(Trouble kind); ///< for machines: bad_input

/// Why something could not be done: a kind, one plain sentence, and what was being done, innermost first.
struct Fault {
    Trouble kind;
    Words what;
    std::vector<Words> trail;

    /// The same fault, with what its caller was doing.
    [[nodiscard]] Fault within(Words doing) && {
        trail.push_back(std::move(doing));
        return std::move(*this);
    }
    /// Sentence and trail in one line, as shown to a person.
    [[nodiscard]] std::string text(Language language) const;
};

template <typename... Args>
[[nodiscard]] Fault fault(Trouble kind, fmt::format_string<Args...> zh, fmt::format_string<Args...> en,
                          Args &&...args) {
    return Fault{kind, format_words(zh, en, fmt::make_format_args(args...)), {}};
}

/// A value or the Fault that came instead.
template <typename T = std::monostate>
class [[nodiscard]] Result {
public:
    Result() requires std::is_same_v<T, std::monostate>
    = default;
    Result(T value) : held_{std::in_place_index<0>, std::move(value)} {}
    Result(Fault fault) : held_{std::in_place_index<1>, std::move(fault)} {}

    explicit operator bool() const { return held_.index() == 0; }
    T &operator*() & { return value(); }
    T const &operator*() const & { return value(); }
    T &&operator*() && { return std::move(value()); }
    T *operator->() { return &value(); }
    T const *operator->() const { return &value(); }

    /// \pre holds a value
    T &value() {
        assert(held_.index() == 0);
        return *std::get_if<0>(&held_);
    }
    T const &value() const {
        assert(held_.index() == 0);
        return *std::get_if<0>(&held_);
    }
    /// \pre holds a fault
    Fault const &fault() const & {
        assert(held_.index() == 1);
        return *std::get_if<1>(&held_);
    }
    Fault &&fault() && {
        assert(held_.index() == 1);
        return std::move(*std::get_if<1>(&held_));
    }

private:
    std::variant<T, Fault> held_;
};

} // namespace base
