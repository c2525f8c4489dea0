// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// Noun, verb, options: what cli.cpp offers, and the only place that knows the library that reads it.
#include "base/result.hpp"
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace cli {

/// One verb of one noun. Targets are written when the command line is read and must outlive it.
class Verb {
public:
    Verb &text(std::string const &name, std::string &target, base::Words const &help);
    Verb &required_text(std::string const &name, std::string &target, base::Words const &help);
    Verb &texts(std::string const &name, std::vector<std::string> &target, base::Words const &help);
    /// An option that may be given several times, with one value each.
    Verb &repeated(std::string const &name, std::vector<std::string> &target, base::Words const &help);
    Verb &whole(std::string const &name, int &target, base::Words const &help);
    Verb &required_whole(std::string const &name, int &target, base::Words const &help);
    Verb &flag(std::string const &name, bool &target, base::Words const &help);
    /// Takes every word after the first -- as it stands, whatever it looks like.
    Verb &rest(std::vector<std::string> &target);
    /// Runs when the verb is chosen; returns the exit status.
    Verb &does(std::function<int()> action);

    struct Inner;
    explicit Verb(std::shared_ptr<Inner> inner) : inner_{std::move(inner)} {}

private:
    Verb &option(std::string const &name, std::string &target, base::Words const &help, bool required);
    std::shared_ptr<Inner> inner_;
};

class CommandLine {
public:
    CommandLine(base::Language language, base::Words const &about, std::string const &version);
    ~CommandLine();
    CommandLine(CommandLine const &) = delete;
    CommandLine &operator=(CommandLine const &) = delete;

    /// Options that every verb takes.
    void common_text(std::string const &name, std::string &target, base::Words const &help);
    void common_flag(std::string const &name, bool &target, base::Words const &help);
    void noun(std::string const &name, base::Words const &help);
    /// \p noun empty: a verb of its own, such as demo
    Verb verb(std::string const &noun, std::string const &name, base::Words const &help);

    /// Reads and runs. A usage mistake is a Fault that \p fail tells; its answer is the exit status.
    int run(int argc, char const *const *argv, std::function<int(base::Fault const &)> const &fail);

private:
    int take_rest(int argc, char const *const *argv) const;

    struct Inner;
    std::unique_ptr<Inner> inner_;
};

} // namespace cli
