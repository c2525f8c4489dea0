// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// Certificate photos of which the truth is known: real faces, whose eyes and mouths somebody looked at, put
/// where the rule wants them, and then spoiled in one known way.
#include "photo/checks.hpp"
#include <functional>
#include <map>
#include <string>

namespace faces {

enum class Mouth { closed, teeth, unsure };

/// A photo of a package, in its own pixels, as read off by eye.
struct Model {
    std::string file;
    photo::Point left_eye, right_eye; ///< middles
    double hair_y = 0;                ///< 0: cut off, or it cannot be seen
    double width = 0;                 ///< cheek to cheek; 0: not read off
    Mouth mouth = Mouth::unsure;
    bool eyes_open = true;
    bool blue_screen = false; ///< its backdrop can be another
};

/// What is true of one made-up photo: only what is certain is said.
enum class Truth { good, bad };

struct Labelled {
    std::string name;
    photo::Picture picture;
    std::map<photo::CheckKind, Truth> truth;
    photo::Look look{};
};

/// Where the face comes to stand in 480 x 640 pixels.
struct Place {
    double eyes_x = 240, eyes_y = 260; ///< middle of both eyes
    double scale = 0.9;
    double tilt = 0; ///< degrees
};

using Colour = std::array<unsigned char, 3>;

[[nodiscard]] std::vector<Model> const &models();
/// Each photo is made, shown to \p look_at and forgotten. \p packages holds what npm fetched.
void for_each_labelled(std::string const &packages, std::function<void(Labelled const &)> const &look_at);
/// Frames as a camera at some distance gives them, 1080 x 1440: with the face anywhere, near and far. \c
/// possible is false where head and shoulders do not fit into the frame.
void for_each_frame(
    std::string const &packages,
    std::function<void(std::string const &name, photo::Picture const &frame, bool possible)> const &look_at);

} // namespace faces
