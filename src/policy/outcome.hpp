// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// What comes of a capture: a photo that is confirmed and proofread, paper that goes its way, or a reason why
/// not; and by when, and who answers for it. Dates as in day.hpp.
#include "base/words.hpp"
#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace policy {

/// Why somebody who stands there is not captured.
struct Refusal {
    std::string code; ///< unique in its profile
    base::Words text;
    std::string row;
};

/// Why somebody of the roster is not captured (requirements 3.4).
struct Absence {
    std::string code; ///< unique in its profile
    base::Words text;
    std::string row; ///< empty where no rule names it
};

enum class Retake { once, before_confirmation };
enum class Supersede {
    with_reason, ///< a confirmed photo gives way to another where somebody says why
    never,
};
struct Retakes {
    Retake allowed = Retake::before_confirmation;
    Supersede after_confirmation = Supersede::with_reason;
};

enum class ConfirmHow { screen, signature, either };
struct Confirm {
    bool on_spot = false; ///< nobody leaves before having confirmed the photo (S3-16)
    ConfirmHow how = ConfirmHow::either;
};

enum class ProofGate { before_upload, after_upload, unsaid };
/// A mistake that proofreading can find.
struct ProofCategory {
    std::string code; ///< unique in its profile
    base::Words text;
    std::string row;
};
struct Proof {
    ProofGate gate = ProofGate::unsaid;
    std::string from, to;                  ///< dates; empty where unsaid
    std::int64_t days_after_reminder = 0;  ///< 0 where unsaid
    std::string report_by;                 ///< when the unit hands in what it gathered; empty where unsaid
    std::vector<ProofCategory> categories; ///< empty where unsaid
};

/// What a 档号 may be made of; {item} (件号) is counted box by box.
inline constexpr std::array<std::string_view, 8> reference_tokens{
    "{school}", "{year}", "{retention}", "{unit}", "{class}", "{box}", "{volume}", "{item}"};

/// Which way the paper goes.
enum class PaperRoute { none, to_school, to_college, by_mail_then_college, unsaid };
enum class Leftovers { to_student, kept, unsaid };
struct Paper {
    PaperRoute route = PaperRoute::unsaid;
    std::string layout;            ///< of a sheet, a file of layouts/; empty where no paper is made
    std::string reference;         ///< how a 档号 is made, of reference_tokens
    std::string retention;         ///< 保管期限: Y (for good), D30, D10 (DA/T 22-2015)
    std::vector<std::string> uses; ///< 毕业证, 学位证 …; empty where unsaid
    bool whole = false;            ///< handed in uncut (整版, S0-42)
    Leftovers leftovers = Leftovers::unsaid;
};

/// What the days of a deadline are counted from.
enum class After { capture, reminder };
/// Something that has to be done by a day: at a date, or so many days after something.
struct Deadline {
    std::string key; ///< unique in its profile
    std::string row;
    base::Words text;
    std::string from;            ///< first day of a window; empty where there is none
    std::string at;              ///< last day; empty where days are counted
    std::int64_t after_days = 0; ///< given where at is not
    After after = After::capture;
};

struct Contact {
    std::string row;
    std::string population, topic; ///< whom it is for, and about what; empty: all
    std::string name, phone, office;
};

struct Attachment {
    std::string row, title;
    bool present = false; ///< its text stands in the notice that the profile was made from
};

} // namespace policy
