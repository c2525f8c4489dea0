// SPDX-License-Identifier: GPL-3.0-or-later
#include "render/portrait_parts.hpp"

namespace render {

namespace {

constexpr double bottom = 670;

void body_path(cairo_t *pen, Looks const &looks) {
    auto const neck = looks.neck_half + 4;
    auto const wide = looks.shoulder;
    cairo_move_to(pen, middle - neck, 446);
    cairo_curve_to(pen, middle - neck - 8, 482, middle - wide * 0.6, 490, middle - wide * 0.82, 510);
    cairo_curve_to(pen, middle - wide - 6, 524, middle - wide - 14, 580, middle - wide - 20, bottom);
    cairo_line_to(pen, middle + wide + 20, bottom);
    cairo_curve_to(pen, middle + wide + 14, 580, middle + wide + 6, 524, middle + wide * 0.82, 510);
    cairo_curve_to(pen, middle + wide * 0.6, 490, middle + neck + 8, 482, middle + neck, 446);
    cairo_curve_to(pen, middle + neck * 0.5, 474, middle - neck * 0.5, 474, middle - neck, 446);
    cairo_close_path(pen);
}

void draw_body(cairo_t *pen, Looks const &looks, Tint cloth) {
    body_path(pen, looks);
    fill(pen, cloth);
    auto const is_light = cloth.green > 170; // white cloth in the light of two lamps has next to no shadow
    cairo_save(pen);
    body_path(pen, looks);
    cairo_clip(pen);
    on_both_sides(pen, [&] {
        spot(pen, looks.shoulder * 0.62, 520, 90, 34, cloth.mixed({255, 255, 255}, 0.4), 0.3);
        spot(pen, looks.shoulder + 16, 640, 60, 110, cloth.times(0.4), is_light ? 0.16 : 0.5);
        cairo_move_to(pen, looks.shoulder * 0.74, bottom);
        cairo_curve_to(pen, looks.shoulder * 0.76, 610, looks.shoulder * 0.84, 590, looks.shoulder * 0.82,
                       568);
        stroke(pen, cloth.times(0.55), 2.2, 0.5);
    });
    cairo_restore(pen);
}

/// The opening of a jacket, down to a point.
void opening_path(cairo_t *pen, Looks const &looks, double depth) {
    auto const neck = looks.neck_half + 2;
    cairo_move_to(pen, middle - neck, 444);
    cairo_line_to(pen, middle, depth);
    cairo_line_to(pen, middle + neck, 444);
    cairo_curve_to(pen, middle + neck * 0.5, 476, middle - neck * 0.5, 476, middle - neck, 444);
    cairo_close_path(pen);
}

void draw_collar(cairo_t *pen, Looks const &looks, Tint tint) {
    auto const neck = looks.neck_half;
    on_both_sides(pen, [&] {
        cairo_move_to(pen, neck + 3, 436);
        cairo_curve_to(pen, neck - 4, 464, 26, 480, 1, 486);
        cairo_line_to(pen, 34, 524);
        cairo_curve_to(pen, 50, 504, neck + 14, 478, neck + 12, 452);
        cairo_close_path(pen);
        cairo_path_t *path = cairo_copy_path(pen);
        fill(pen, tint);
        cairo_append_path(pen, path);
        cairo_path_destroy(path);
        stroke(pen, tint.times(0.62), 1.4, 0.7);
        spot(pen, 20, 492, 26, 14, tint.times(0.6), 0.22);
    });
}

void draw_tie(cairo_t *pen, Looks const &looks) {
    cairo_move_to(pen, middle - 13, 482);
    cairo_line_to(pen, middle + 13, 482);
    cairo_line_to(pen, middle + 8, 504);
    cairo_line_to(pen, middle - 8, 504);
    cairo_close_path(pen);
    fill(pen, looks.tie.times(0.88));
    cairo_move_to(pen, middle - 8, 504);
    cairo_line_to(pen, middle + 8, 504);
    cairo_line_to(pen, middle + 20, bottom);
    cairo_line_to(pen, middle - 20, bottom);
    cairo_close_path(pen);
    fill(pen, looks.tie);
    spot(pen, middle - 4, 540, 8, 50, looks.tie.mixed({255, 255, 255}, 0.5), 0.3);
    spot(pen, middle, 505, 14, 5, looks.tie.times(0.4), 0.6);
}

void draw_lapels(cairo_t *pen, Looks const &looks, double depth) {
    auto const neck = looks.neck_half;
    auto const cloth = looks.cloth.mixed({255, 255, 255}, 0.07);
    on_both_sides(pen, [&] {
        cairo_move_to(pen, neck + 8, 450);
        cairo_line_to(pen, neck + 40, 476);
        cairo_line_to(pen, neck + 46, 520);
        cairo_line_to(pen, neck + 28, 524);
        cairo_line_to(pen, neck + 36, 540);
        cairo_curve_to(pen, 52, 590, 20, depth - 10, 0, depth + 6);
        cairo_curve_to(pen, 18, depth - 40, neck - 8, 520, neck + 2, 470);
        cairo_close_path(pen);
        cairo_path_t *path = cairo_copy_path(pen);
        fill(pen, cloth);
        cairo_append_path(pen, path);
        cairo_path_destroy(path);
        stroke(pen, looks.cloth.times(0.45), 1.8, 0.8);
    });
}

void draw_jacket(cairo_t *pen, Looks const &looks) {
    auto const suit = looks.outfit == Outfit::suit_and_tie;
    auto const depth = suit ? 690.0 : 612.0;
    draw_body(pen, looks, looks.cloth);
    opening_path(pen, looks, depth);
    fill(pen, looks.shirt);
    spot(pen, middle, 476, 70, 26, looks.shirt.times(0.55), 0.3);
    if (suit) {
        draw_tie(pen, looks);
    } else {
        cairo_move_to(pen, middle - 26, 446);
        cairo_line_to(pen, middle, 506);
        cairo_line_to(pen, middle + 26, 446);
        cairo_close_path(pen);
        fill(pen, looks.skin.times(0.93));
    }
    draw_lapels(pen, looks, depth);
    draw_collar(pen, looks, looks.shirt);
}

void draw_shirt(cairo_t *pen, Looks const &looks) {
    draw_body(pen, looks, looks.shirt.times(0.97));
    cairo_move_to(pen, middle - 22, 450);
    cairo_line_to(pen, middle, 496);
    cairo_line_to(pen, middle + 22, 450);
    cairo_close_path(pen);
    fill(pen, looks.skin.times(0.92));
    cairo_move_to(pen, middle + 11, 500);
    cairo_line_to(pen, middle + 11, bottom);
    stroke(pen, looks.shirt.times(0.7), 1.5, 0.8);
    for (double y = 530; y < bottom; y += 46) {
        cairo_new_sub_path(pen);
        cairo_arc(pen, middle + 2, y, 3, 0, 6.2832);
        fill(pen, looks.shirt.times(0.72));
    }
    draw_collar(pen, looks, looks.shirt);
}

void draw_knit(cairo_t *pen, Looks const &looks) {
    draw_body(pen, looks, looks.cloth);
    auto const neck = looks.neck_half + 6;
    for (int row = 0; row < 3; ++row) {
        auto const lower = row * 5.0;
        cairo_move_to(pen, middle - neck - lower * 0.4, 448 + lower);
        cairo_curve_to(pen, middle - neck * 0.5, 488 + lower, middle + neck * 0.5, 488 + lower,
                       middle + neck + lower * 0.4, 448 + lower);
        stroke(pen, looks.cloth.times(row % 2 == 0 ? 0.72 : 1.14), 5, 0.85);
    }
}

} // namespace

void draw_neck(cairo_t *pen, Looks const &looks) {
    auto const half = looks.neck_half;
    auto const skin = looks.skin.times(0.94);
    cairo_move_to(pen, middle - half, 350);
    cairo_curve_to(pen, middle - half + 2, 420, middle - half - 2, 446, middle - half - 16, 470);
    cairo_line_to(pen, middle, 520);
    cairo_line_to(pen, middle + half + 16, 470);
    cairo_curve_to(pen, middle + half + 2, 446, middle + half - 2, 420, middle + half, 350);
    cairo_close_path(pen);
    cairo_save(pen);
    cairo_clip(pen);
    cairo_rectangle(pen, 0, 340, 480, 200);
    fill(pen, skin);
    auto const shadow = looks.skin.mixed({92, 36, 24}, 0.55);
    spot(pen, middle, looks.chin + 4, 96, 46, shadow, 0.85);
    on_both_sides(pen, [&] { spot(pen, half + 6, 430, 26, 70, shadow, 0.5); });
    cairo_restore(pen);
}

void draw_clothes(cairo_t *pen, Looks const &looks) {
    switch (looks.outfit) {
    case Outfit::suit_and_tie:
    case Outfit::blazer:
        return draw_jacket(pen, looks);
    case Outfit::shirt:
        return draw_shirt(pen, looks);
    case Outfit::knit:
        return draw_knit(pen, looks);
    }
}

} // namespace render
