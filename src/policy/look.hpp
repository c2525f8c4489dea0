// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// How a person has to look, and what the photo file has to be. Where the notices differ: requirements 3.3.
#include "base/words.hpp"
#include <cstdint>
#include <string>
#include <vector>

namespace policy {

enum class Glasses { keep, remove, optional, unsaid };
enum class MakeUp { discouraged, refuse_heavy, light_allowed, bare_preferred, unsaid };
enum class Expression { lips_closed, smile_without_teeth, unsaid };
enum class DyedHair { refuse_strong, unsaid };
enum class HeadCover { never, with_reason, unsaid };
enum class Ornaments { forbidden, unsaid };
enum class Feature { eyebrows, eyes, ears };
/// What follows where somebody is not as the rule wants it.
enum class OnMiss {
    warn,   ///< is told, and may be captured all the same
    refuse, ///< is not captured before that is put right
};

/// What no machine sees: a person looks, and ticks it at the camera before the shot.
struct Tick {
    std::string key; ///< unique in its profile
    base::Words text;
    std::string row;
    OnMiss on_miss = OnMiss::warn;
    std::string refusal; ///< the Refusal that is recorded; given exactly where a miss refuses
};

struct Look {
    Glasses glasses = Glasses::unsaid;
    MakeUp make_up = MakeUp::unsaid;
    Expression expression = Expression::unsaid;
    DyedHair dyed_hair = DyedHair::unsaid;
    HeadCover head_cover = HeadCover::unsaid; ///< with_reason: only with an exemption that is on record
    Ornaments ornaments = Ornaments::unsaid;
    std::vector<Feature> hair_clear_of; ///< what no hair may cover
    bool contrast = false;              ///< clothes clearly unlike the background
    /// red orange yellow green blue purple pink white grey black brown
    std::vector<std::string> banned_colours;
    OnMiss banned_colours_on_miss = OnMiss::warn;
    std::vector<Tick> ticks; ///< in the order in which they are looked at
};

struct Photo {
    std::string spec;                            ///< photo specification, a file of data/specs
    std::size_t least_bytes = 0, most_bytes = 0; ///< of a photo file
    std::string background;                      ///< the notice's own word for its colour; empty where unsaid
    std::int64_t recency_days = 0;               ///< how old a photo may be; 0 where unsaid
    std::string file_name;         ///< such as {学号}+{姓名}+{身份证号}; empty where unsaid
    std::string extension = "jpg"; ///< jpg or JPG
    bool disc = false;             ///< a disc with the photos is wanted
    bool own_capture_only = false; ///< no photo that another institution took
};

} // namespace policy
