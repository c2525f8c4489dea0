// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// A notice's rules as data (data/profiles/*.toml; its README names every key). The notices contradict each
/// other on purpose (requirements 3.3), so nothing in code asks which school it is: it asks the profile.
#include "base/finding.hpp"
#include "base/result.hpp"
#include "policy/day.hpp"
#include "policy/look.hpp"
#include "policy/outcome.hpp"
#include "policy/rule.hpp"
#include <filesystem>

namespace policy {

struct Profile {
    std::string name; ///< its file without .toml
    base::Words title;
    base::Words notice; ///< whose notice it was taken from, and of which day

    Population population;
    Session session;
    std::vector<Site> sites;
    Queue queue;
    Code code;
    Look look;
    Fee fee;
    Photo photo;
    std::vector<Refusal> refusals;
    std::vector<Absence> absences;
    Retakes retakes;
    Confirm confirm;
    Proof proof;
    Paper paper;
    std::vector<Deadline> deadlines;
    std::vector<Contact> contacts;
    std::vector<Attachment> attachments;
    std::vector<Rule> rules; ///< in the order of their rows

    /// \return nothing where there is no such rule
    [[nodiscard]] Rule const *rule(std::string_view row) const;
    /// The first one, where several are about the topic.
    [[nodiscard]] Rule const *rule_about(std::string_view topic) const;
    /// \return nothing where there is no such code
    [[nodiscard]] Refusal const *refusal(std::string_view wanted) const;
    [[nodiscard]] Absence const *absence(std::string_view wanted) const;
};

struct Reading {
    Profile profile; ///< usable only without findings
    base::Findings findings;
};

/// \return not_found or storage where the file cannot be read; every mistake in it is a finding with its line
base::Result<Reading> read_profile_file(std::filesystem::path const &path);

} // namespace policy
