// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// What a made-up portrait is put together from. All lengths are pixels of a picture of 480x640; the pen is
/// scaled where the picture is larger.
#include "render/handles.hpp"
#include <cstdint>
#include <functional>
#include <span>

namespace render {

struct Tint {
    double red = 0, green = 0, blue = 0; ///< 0-255

    [[nodiscard]] Tint times(double factor) const; ///< darker below 1
    [[nodiscard]] Tint mixed(Tint other, double part) const;
};

/// Numbers that look random and are the same on every machine (splitmix64; what <random> makes of its
/// engines is left to each library).
class Dice {
public:
    explicit Dice(std::uint64_t seed) : state_{seed} {}
    std::uint64_t next();
    double between(double least, double most);
    std::size_t below(std::size_t count);
    bool chance(double part) { return between(0, 1) < part; }

private:
    std::uint64_t state_;
};

enum class HairCut { parted, swept, crew, boyish_fringe, straight, bob, bun, tied_back, long_fringe };
enum class Outfit { suit_and_tie, blazer, shirt, knit };

/// One made-up person.
struct Looks {
    bool male = false;
    Tint skin, hair, lips, cloth, shirt, tie;
    HairCut cut = HairCut::parted;
    Outfit outfit = Outfit::suit_and_tie;
    bool glasses = false;
    double crown = 92, eyes = 256, chin = 404; ///< heights
    double half = 100;                         ///< of the face at the cheekbones
    double jaw = 0.8, chin_half = 36;          ///< jaw as a part of half
    double eye_gap = 46, eye_half = 21, eye_open = 8.5, tilt = 1.5;
    double brow = 5, nose_half = 17, nose = 326, mouth = 356, mouth_half = 29, smile = 2;
    double neck_half = 48, shoulder = 196, part = -18; ///< where the hair is parted, from the middle
};
[[nodiscard]] Looks made_up(Dice &dice, bool male, bool from_abroad); ///< without glasses

inline constexpr double middle = 240;

// portrait.cpp
void fill(cairo_t *pen, Tint tint, double alpha = 1);
void stroke(cairo_t *pen, Tint tint, double width, double alpha = 1);
/// A spot that fades out towards its edge.
void spot(cairo_t *pen, double x, double y, double across, double down, Tint tint, double alpha);
/// Calls \p draw twice: for the right side and, mirrored, for the left.
void on_both_sides(cairo_t *pen, std::function<void()> const &draw);

void face_path(cairo_t *pen, Looks const &looks);
void draw_face(cairo_t *pen, Looks const &looks, Dice &dice); ///< portrait_face.cpp
void draw_neck(cairo_t *pen, Looks const &looks);             ///< portrait_clothes.cpp
void draw_clothes(cairo_t *pen, Looks const &looks);          ///< portrait_clothes.cpp
void draw_back_hair(cairo_t *pen, Looks const &looks);        ///< portrait_hair.cpp
void draw_hair(cairo_t *pen, Looks const &looks, Dice &dice); ///< portrait_hair.cpp

} // namespace render
