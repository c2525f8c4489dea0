// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// Whoever is blocked or warned is told the rule and the notice that it comes from.
#include "policy/profile.hpp"

namespace policy {

/// S1-18，教务部门通知，2025-10-15：‘每位学生只能采集一次’; long words are cut. In English with what they
/// mean, where the profile says it.
[[nodiscard]] base::Words source(Profile const &profile, Rule const &rule);

/// The sentence with its rule's source in brackets behind it; the sentence alone where there is no such rule.
[[nodiscard]] base::Words by_row(Profile const &profile, std::string_view row, base::Words sentence);
/// The same, by what the rule decides: by_topic(profile, "retake", …).
[[nodiscard]] base::Words by_topic(Profile const &profile, std::string_view topic, base::Words sentence);

} // namespace policy
