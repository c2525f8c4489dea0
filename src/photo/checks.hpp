// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// What a machine can tell of a certificate photo: each check with its number, the band that the spec gives
/// (data/specs/*.toml), and where in the picture it was measured. A check that cannot be made says so, and is
/// never a pass.
#include "photo/faces.hpp"
#include "photo/spec.hpp"

namespace photo {

enum class Verdict { pass, warn, fail, unknown };

/// pass, warn, fail, could-not-check
[[nodiscard]] std::string_view word_of(Verdict verdict);
[[nodiscard]] base::Words words_of(Verdict verdict);

struct Check {
    CheckKind kind{};
    Verdict verdict = Verdict::unknown;
    std::optional<double> value; ///< in the unit of its band
    Band band;
    Area where;       ///< pixels of the picture that was checked; no width: the whole picture
    base::Words said; ///< what is wrong and what to do about it; empty where it passed
};

/// What a notice adds to the spec.
struct Look {
    bool teeth_only = false;                 ///< a smile may part the lips, teeth may not show (S1-30)
    std::vector<std::string> banned_colours; ///< of clothes: of colour_names() (S4-23)
};

/// red orange yellow green blue purple black white grey
[[nodiscard]] std::vector<std::string_view> const &colour_names();

struct Inspection {
    std::vector<Check> checks; ///< one of each kind, in the order of the kinds
    std::size_t faces = 0;

    [[nodiscard]] Check const &of(CheckKind kind) const;
    /// fail before unknown before warn before pass
    [[nodiscard]] Verdict verdict() const;
};

/// \p picture is upright and as large as the spec says. Takes some 40 ms.
[[nodiscard]] Inspection inspect(Picture const &picture, FaceFinder const &finder, Spec const &spec,
                                 Look const &look);

/// Where nobody can look for faces: every check could not be made, for this reason.
[[nodiscard]] Inspection uninspected(Spec const &spec, base::Words const &why);

/// Where a frame of a camera is to be cut, so that the face stands where the spec wants it.
struct Proposal {
    std::optional<Area> area; ///< of the spec's proportions, within the frame
    base::Words said;         ///< why there is none, or what keeps it from being good
};
/// Never turned, stretched or mirrored. \p frame is upright and any size.
[[nodiscard]] Proposal propose_crop(Picture const &frame, FaceFinder const &finder, Spec const &spec);

} // namespace photo
