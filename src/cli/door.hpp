// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// What every command shares: who asks, in which language, for people or for machines, and how answers are
/// given.
#include "base/finding.hpp"
#include "base/json.hpp"
#include "cli/progress_bar.hpp"
#include "desk/station.hpp"

namespace cli {

class Door {
public:
    Door(base::Language language, std::filesystem::path home, std::span<print::Family const> families);

    // Set by the common options before any command runs.
    std::string store_option, campaign_option, language_option;
    bool json = false, quiet = false;

    [[nodiscard]] base::Language language() const { return language_; }
    /// \return usage where no folder can be meant, or where something else than a folder is named
    [[nodiscard]] base::Result<std::filesystem::path> store_folder() const;
    [[nodiscard]] desk::Setting setting();
    base::Result<desk::Station> open();

    /// The answer for machines, if they asked.
    void answer(base::Json const &object);
    /// A line of the answer for people; nothing where machines asked.
    void line(base::Words const &words);
    /// A remark on standard error; nothing with --quiet.
    void remark(base::Words const &words);
    /// A question that a person answers with yes or no. No, where nobody sits at a terminal.
    bool ask(base::Words const &question);
    /// A line that a person types; nothing where nobody sits at a terminal, or they end the input.
    std::optional<std::string> ask_text(base::Words const &question);
    /// Says what went wrong and returns the exit status for it.
    int fail(base::Fault const &fault);
    /// Findings as lines for people, all of them.
    void tell(base::Findings const &findings);
    /// The answer to the check of a file that a person wrote; returns the exit status.
    int checked(std::string const &file, base::Findings const &findings);

private:
    base::Language language_;
    std::filesystem::path home_;
    std::span<print::Family const> families_;
    base::SystemClock clock_;
    ProgressBar bar_;
};

[[nodiscard]] base::Json json_of(base::Findings const &findings, base::Language language, bool by_row);

} // namespace cli
