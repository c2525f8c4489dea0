// SPDX-License-Identifier: GPL-3.0-or-later
#include "render/portrait_parts.hpp"
#include <array>
#include <numbers>

namespace render {

namespace {

bool falls_down(HairCut cut) {
    return cut == HairCut::straight || cut == HairCut::bob || cut == HairCut::long_fringe;
}

double end_of(Looks const &looks) {
    return looks.cut == HairCut::bob ? 412 : 560;
}

/// From the left ear over the crown to the right one.
void outer_line(cairo_t *pen, Looks const &looks, double volume, double from) {
    auto const wide = looks.half + volume;
    auto const top = looks.crown - volume - 4;
    cairo_move_to(pen, middle - wide + 2, from);
    cairo_curve_to(pen, middle - wide - 8, looks.crown + 90, middle - wide * 0.86, top, middle, top);
    cairo_curve_to(pen, middle + wide * 0.86, top, middle + wide + 8, looks.crown + 90, middle + wide - 2,
                   from);
}

double volume_of(Looks const &looks) {
    return looks.cut == HairCut::crew ? 5.0 : looks.cut == HairCut::swept ? 12.0 : 9.0;
}

/// Uneven locks over the forehead, from right to left.
void boyish_strands(cairo_t *pen, double half, double line) {
    constexpr std::array ends = {14.0, 20.0, 12.0, 18.0, 10.0, 15.0, 6.0};
    auto const wide = 2 * half / static_cast<double>(ends.size());
    auto x = middle + half;
    for (auto const end : ends) {
        cairo_curve_to(pen, x - wide * 0.1, line + end * 0.6, x - wide * 0.5, line + end, x - wide * 0.8,
                       line + end);
        cairo_curve_to(pen, x - wide * 0.75, line + end * 0.7, x - wide * 0.9, line + 8, x - wide, line + 6);
        x -= wide;
    }
    cairo_line_to(pen, middle - half, line - 4);
}

/// A man's hair line: temples, corners, forehead.
void short_inner_line(cairo_t *pen, Looks const &looks) {
    auto const half = looks.half;
    auto const line = looks.crown + (looks.cut == HairCut::crew ? 56 : 62);
    auto const lift = looks.part > 0 ? 1.0 : -1.0;
    auto const drop = looks.cut == HairCut::parted ? 20.0 : 6.0;
    cairo_curve_to(pen, middle + half + 3, looks.eyes + 14, middle + half - 2, looks.eyes + 16,
                   middle + half - 5, looks.eyes + 12);
    cairo_curve_to(pen, middle + half - 7, looks.eyes - 20, middle + half - 8, line + 40, middle + half - 22,
                   line + 16);
    if (looks.cut == HairCut::boyish_fringe) {
        boyish_strands(pen, half - 22, line + 20);
    } else {
        cairo_curve_to(pen, middle + half * 0.5, line - drop * lift * 0.4, middle + looks.part + 16, line - 6,
                       middle + looks.part, line - drop * 0.3);
        cairo_curve_to(pen, middle + looks.part - 20, line - 4, middle - half * 0.5, line + drop * lift * 0.4,
                       middle - half + 22, line + 16);
    }
    cairo_curve_to(pen, middle - half + 8, line + 40, middle - half + 7, looks.eyes - 20, middle - half + 5,
                   looks.eyes + 12);
    cairo_curve_to(pen, middle - half + 2, looks.eyes + 16, middle - half - 3, looks.eyes + 14,
                   middle - half - volume_of(looks) + 2, looks.eyes - 6);
}

void short_path(cairo_t *pen, Looks const &looks) {
    outer_line(pen, looks, volume_of(looks), looks.eyes - 6);
    short_inner_line(pen, looks);
    cairo_close_path(pen);
}

/// Hair drawn back from the forehead.
void drawn_back_path(cairo_t *pen, Looks const &looks) {
    auto const half = looks.half;
    auto const line = looks.crown + 58;
    outer_line(pen, looks, 7, looks.eyes + 14);
    cairo_curve_to(pen, middle + half - 5, looks.eyes - 20, middle + half - 14, line + 30,
                   middle + half * 0.62, line + 8);
    cairo_curve_to(pen, middle + half * 0.4, line - 6, middle + looks.part + 26, line - 13,
                   middle + looks.part, line - 13);
    cairo_curve_to(pen, middle + looks.part - 26, line - 13, middle - half * 0.4, line - 6,
                   middle - half * 0.62, line + 8);
    cairo_curve_to(pen, middle - half + 14, line + 30, middle - half + 5, looks.eyes - 20, middle - half - 5,
                   looks.eyes + 14);
    cairo_close_path(pen);
}

void fringe(cairo_t *pen, Looks const &looks) {
    auto const half = looks.half;
    auto const line = looks.eyes - 46;
    cairo_curve_to(pen, middle + half - 4, looks.eyes + 10, middle + half - 10, line + 40, middle + half - 16,
                   line + 12);
    constexpr int strands = 9;
    for (int i = 0; i < strands; ++i) {
        auto const x = middle + (half - 16) * (1 - 2 * (i + 0.5) / strands);
        auto const wide = (half - 16) / strands;
        cairo_curve_to(pen, x + wide, line + 6, x + wide * 0.4, line + 3, x, line + (i % 3 == 1 ? 3 : -1));
        cairo_line_to(pen, x - wide, line + 6);
    }
    cairo_curve_to(pen, middle - half + 10, line + 40, middle - half + 4, looks.eyes + 10, middle - half + 2,
                   looks.eyes + 60);
}

void parting(cairo_t *pen, Looks const &looks) {
    auto const half = looks.half;
    auto const line = looks.crown + 54;
    cairo_curve_to(pen, middle + half + 2, looks.eyes + 4, middle + half - 6, line + 40, middle + half * 0.6,
                   line + 16);
    cairo_curve_to(pen, middle + half * 0.4, line + 2, middle + looks.part + 16, line - 12,
                   middle + looks.part, line - 16);
    cairo_curve_to(pen, middle + looks.part - 16, line - 12, middle - half * 0.4, line + 2,
                   middle - half * 0.6, line + 16);
    cairo_curve_to(pen, middle - half + 6, line + 40, middle - half - 2, looks.eyes + 4, middle - half + 2,
                   looks.eyes + 60);
}

/// Hair that falls beside the face, before the shoulders.
void falling_path(cairo_t *pen, Looks const &looks) {
    auto const half = looks.half;
    auto const end = end_of(looks);
    auto const inward = looks.cut == HairCut::bob ? 10.0 : -6.0;
    outer_line(pen, looks, 14, looks.eyes + 20);
    cairo_curve_to(pen, middle + half + 18, end - 90, middle + half + 24, end - 40,
                   middle + half - inward + 4, end);
    cairo_curve_to(pen, middle + half - 10, end + 4, middle + half - 20, end, middle + half - 26, end - 12);
    cairo_curve_to(pen, middle + half + 2, end - 80, middle + half - 10, looks.eyes + 90, middle + half - 2,
                   looks.eyes + 60);
    looks.cut == HairCut::long_fringe ? fringe(pen, looks) : parting(pen, looks);
    cairo_curve_to(pen, middle - half + 10, looks.eyes + 90, middle - half - 2, end - 80, middle - half + 26,
                   end - 12);
    cairo_curve_to(pen, middle - half + 20, end, middle - half + 10, end + 4, middle - half + inward - 4,
                   end);
    cairo_curve_to(pen, middle - half - 24, end - 40, middle - half - 18, end - 90, middle - half - 12,
                   looks.eyes + 20);
    cairo_close_path(pen);
}

void hair_path(cairo_t *pen, Looks const &looks) {
    if (looks.male) {
        short_path(pen, looks);
    } else if (falls_down(looks.cut)) {
        falling_path(pen, looks);
    } else {
        drawn_back_path(pen, looks);
    }
}

/// Strands from the parting to wherever the hair goes.
void draw_strands(cairo_t *pen, Looks const &looks, Dice &dice) {
    auto const falling = falls_down(looks.cut) && !looks.male;
    auto const low = falling ? end_of(looks) : looks.eyes + 10;
    for (int i = 0; i < 230; ++i) {
        auto const side = dice.between(-1, 1);
        auto const from = middle + looks.part + side * 16;
        auto const x = middle + side * (looks.half + 16);
        auto const y = looks.crown + (low - looks.crown) * dice.between(0.15, 1);
        cairo_move_to(pen, from, looks.crown - 18 + dice.between(0, 14));
        cairo_curve_to(pen, from + (x - from) * 0.7, looks.crown - 6 + dice.between(0, 22), x,
                       looks.crown + 40 + dice.between(0, 40), x + dice.between(-7, 7), y);
        auto const light = dice.chance(0.55);
        stroke(pen, light ? looks.hair.mixed({172, 140, 118}, 0.45) : looks.hair.times(0.4),
               dice.between(0.7, 2), dice.between(0.1, 0.34));
    }
}

void draw_sheen(cairo_t *pen, Looks const &looks) {
    auto const light = looks.hair.mixed({210, 196, 190}, 0.55);
    on_both_sides(pen, [&] {
        spot(pen, looks.half * 0.46, looks.crown + 16, 46, 15, light, 0.36);
        if (falls_down(looks.cut)) {
            spot(pen, looks.half + 6, looks.eyes + 6, 10, 60, light, 0.22);
        }
    });
}

} // namespace

void draw_back_hair(cairo_t *pen, Looks const &looks) {
    if (looks.cut == HairCut::bun && !looks.male) {
        cairo_save(pen);
        cairo_translate(pen, middle, looks.crown - 6);
        cairo_scale(pen, 34, 27);
        cairo_new_sub_path(pen);
        cairo_arc(pen, 0, 0, 1, 0, 2 * std::numbers::pi);
        cairo_restore(pen);
        fill(pen, looks.hair);
        spot(pen, middle - 6, looks.crown - 20, 20, 8, looks.hair.mixed({210, 196, 190}, 0.5), 0.4);
    }
    if (!looks.male && falls_down(looks.cut)) {
        auto const wide = looks.half + 4;
        cairo_rectangle(pen, middle - wide, looks.eyes, 2 * wide, end_of(looks) - looks.eyes - 26);
        fill(pen, looks.hair.times(0.62));
    }
}

void draw_hair(cairo_t *pen, Looks const &looks, Dice &dice) {
    // The hair's shadow on the forehead, a little below the hair itself.
    cairo_save(pen);
    face_path(pen, looks);
    cairo_clip(pen);
    for (int i = 1; i <= 4; ++i) {
        cairo_save(pen);
        cairo_translate(pen, 0, i * 1.6);
        hair_path(pen, looks);
        cairo_restore(pen);
        fill(pen, looks.skin.mixed({70, 28, 18}, 0.6), 0.12);
    }
    cairo_restore(pen);
    hair_path(pen, looks);
    fill(pen, looks.hair);
    cairo_save(pen);
    hair_path(pen, looks);
    cairo_clip(pen);
    draw_strands(pen, looks, dice);
    draw_sheen(pen, looks);
    cairo_restore(pen);
}

} // namespace render
