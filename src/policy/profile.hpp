// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// A notice's rules as data (data/profiles/*.toml). The notices contradict each other on purpose
/// (requirements 3.3), so nothing in code asks which school it is: it asks the profile.
#include "base/finding.hpp"
#include "base/result.hpp"
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace policy {

enum class Glasses { keep, remove, optional, unsaid };
enum class MakeUp { discouraged, refuse_heavy, light_allowed, bare_preferred, unsaid };
enum class Expression { lips_closed, smile_without_teeth, unsaid };
enum class SecondProof { none, student_card, id_card };
enum class Order { unit_number, student_number, schedule, swipe_number };
enum class Payer { unit_before, class_by_head_count, student_before, class_before, unsaid };
enum class Retake { once, before_confirmation };
enum class ProofGate { before_upload, after_upload, unsaid };
/// Which way the paper goes.
enum class PaperRoute { none, to_school, to_college, by_mail_then_college };

/// A rule that can block or warn somebody: its row of requirements and the words that it comes from.
struct Rule {
    std::string row; ///< such as S1-18
    std::string words;
    std::string topic; ///< what it decides, where the program asks for it: retake, paper
};

struct Profile {
    std::string name; ///< its file without .toml
    base::Words title;
    std::string notice;                          ///< which notice it was taken from
    std::string spec;                            ///< photo specification, a file of data/specs
    std::size_t least_bytes = 0, most_bytes = 0; ///< of a photo file
    std::string layout;                          ///< default layout; empty where no paper is made
    std::string reference;                       ///< how a 档号 is made: {school} {year} {box} {item}

    Glasses glasses = Glasses::unsaid;
    MakeUp make_up = MakeUp::unsaid;
    Expression expression = Expression::unsaid;
    SecondProof second_proof = SecondProof::none;
    Order order = Order::student_number;
    Payer payer = Payer::unsaid;
    Retake retake = Retake::before_confirmation;
    ProofGate proof_gate = ProofGate::unsaid;
    PaperRoute paper_route = PaperRoute::to_college;
    std::string background;
    std::vector<std::string> banned_colours;
    std::int64_t fee_fen = 0;           ///< per person on site
    std::int64_t fee_elsewhere_fen = 0; ///< at a centre; 0 where the notice names none
    std::vector<Rule> rules;

    [[nodiscard]] Rule const *rule(std::string_view row) const;
    [[nodiscard]] Rule const *rule_about(std::string_view topic) const;
};

struct Reading {
    Profile profile;
    base::Findings findings;
};

base::Result<Reading> read_profile_file(std::filesystem::path const &path);

/// What the profile decides, a line a decision, for somebody who signs it.
[[nodiscard]] std::vector<base::Words> decisions(Profile const &profile);

} // namespace policy
