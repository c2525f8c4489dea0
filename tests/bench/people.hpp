// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// Made-up people by number, with names as frequent as real ones are: a few surnames make up half of them.
#include "render/compose.hpp"
#include <cstdint>
#include <string>
#include <vector>

namespace bench {

[[nodiscard]] std::string name_of(std::int64_t person);
[[nodiscard]] std::string student_no_of(std::int64_t person); ///< twelve digits
[[nodiscard]] std::string id_no_of(std::int64_t person);      ///< right by its check character
[[nodiscard]] std::string birth_of(std::int64_t person);      ///< as in the ID number
[[nodiscard]] std::string class_of(std::int64_t person);      ///< fifty people each
[[nodiscard]] std::string unit_of(std::int64_t person);       ///< a thousand people each

/// What the sheet of this person says; the serial is as long as a real one.
[[nodiscard]] render::LabelText label_of(std::int64_t person);

/// 1,000 distinct certificate photos, made when they are first asked for.
[[nodiscard]] std::vector<render::Picture> const &photos();

/// A roster as a school would send it, UTF-8.
[[nodiscard]] std::string roster_csv(int people);

} // namespace bench
