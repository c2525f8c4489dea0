// SPDX-License-Identifier: GPL-3.0-or-later
#include "render/portrait_parts.hpp"
#include <numbers>

namespace render {

namespace {

void ellipse(cairo_t *pen, double x, double y, double across, double down) {
    cairo_save(pen);
    cairo_translate(pen, x, y);
    cairo_scale(pen, across, down);
    cairo_new_sub_path(pen);
    cairo_arc(pen, 0, 0, 1, 0, 2 * std::numbers::pi);
    cairo_restore(pen);
}

Tint shadow_of(Tint skin) {
    return skin.mixed({104, 42, 28}, 0.5);
}

void draw_ears(cairo_t *pen, Looks const &looks) {
    on_both_sides(pen, [&] {
        auto const x = looks.half + 3;
        auto const y = looks.eyes + 22;
        ellipse(pen, x, y, 12, 30);
        fill(pen, looks.skin.times(0.95));
        spot(pen, x + 2, y - 2, 8, 22, shadow_of(looks.skin), 0.5);
        cairo_move_to(pen, x - 2, y - 20);
        cairo_curve_to(pen, x + 10, y - 24, x + 9, y + 4, x + 1, y + 18);
        stroke(pen, shadow_of(looks.skin), 1.6, 0.45);
    });
}

/// Light comes from both sides at shoulder height, so the middle of the face is bright and its edges turn
/// away.
void shade_face(cairo_t *pen, Looks const &looks) {
    auto const shadow = shadow_of(looks.skin);
    auto const light = looks.skin.mixed({255, 250, 242}, 0.6);
    spot(pen, middle, looks.crown + 84, 86, 46, light, 0.5);
    spot(pen, middle, looks.chin - 18, 34, 18, light, 0.32);
    spot(pen, middle, looks.chin + 16, 120, 44, shadow, 0.3);
    spot(pen, middle, looks.crown + 30, 130, 46, shadow, 0.3);
    on_both_sides(pen, [&] {
        spot(pen, looks.half + 18, looks.eyes + 30, 54, 150, shadow, 0.42);
        spot(pen, looks.half * 0.52, looks.eyes + 46, 38, 30, light, 0.36);
        spot(pen, looks.half * 0.6, looks.eyes + 60, 40, 28, looks.lips.mixed({236, 120, 110}, 0.5),
             looks.male ? 0.12 : 0.24);
        spot(pen, looks.eye_gap, looks.eyes - 2, 36, 20, shadow, 0.24);
    });
}

void draw_brows(cairo_t *pen, Looks const &looks) {
    auto const y = looks.eyes - 27 - looks.eye_open * 0.4;
    auto const thick = looks.brow;
    on_both_sides(pen, [&] {
        auto const inner = looks.eye_gap - 25;
        auto const outer = looks.eye_gap + 29;
        for (int layer = 0; layer < 3; ++layer) { // thin over wide: soft edges
            auto const grow = 2.2 - layer * 1.1;
            cairo_move_to(pen, inner - grow, y + 3 + grow);
            cairo_curve_to(pen, inner + 10, y - thick * 0.7 - grow, outer - 24, y - thick - 3 - grow,
                           outer + grow, y + 5 - looks.tilt);
            cairo_curve_to(pen, outer - 22, y - 1 + grow, inner + 14, y + thick * 0.6 + grow, inner - grow,
                           y + thick + 3 + grow);
            cairo_close_path(pen);
            fill(pen, looks.hair, looks.male ? 0.38 : 0.3);
        }
    });
}

void eye_path(cairo_t *pen, Looks const &looks) {
    auto const left = looks.eye_gap - looks.eye_half;
    auto const right = looks.eye_gap + looks.eye_half;
    auto const y = looks.eyes;
    auto const open = looks.eye_open;
    cairo_move_to(pen, left, y + 3);
    cairo_curve_to(pen, left + 9, y - open * 1.15, right - 13, y - open * 1.5 - looks.tilt, right,
                   y - looks.tilt);
    cairo_curve_to(pen, right - 9, y + open * 0.95, left + 12, y + open * 1.05, left, y + 3);
    cairo_close_path(pen);
}

void draw_iris(cairo_t *pen, Looks const &looks) {
    auto const x = looks.eye_gap - 0.5;
    auto const y = looks.eyes - 1;
    auto const round = looks.eye_open * 1.16;
    cairo_save(pen);
    eye_path(pen, looks);
    cairo_clip(pen);
    ellipse(pen, x, y, round, round);
    fill(pen, {44, 27, 20});
    spot(pen, x, y + round * 0.45, round * 0.8, round * 0.6, {112, 70, 44}, 0.75);
    ellipse(pen, x, y, round * 0.46, round * 0.46);
    fill(pen, {12, 9, 9});
    // The upper lid throws its shadow on the ball.
    spot(pen, looks.eye_gap, y - looks.eye_open * 1.3, looks.eye_half * 1.1, looks.eye_open * 1.1,
         {40, 26, 24}, 0.55);
    cairo_restore(pen);
    ellipse(pen, x - 3, y - 3.2, 2.1, 2.1);
    fill(pen, {255, 255, 255}, 0.9);
    ellipse(pen, x + 3.2, y + 2.4, 1.1, 1.1);
    fill(pen, {255, 255, 255}, 0.45);
}

void draw_lids(cairo_t *pen, Looks const &looks) {
    auto const left = looks.eye_gap - looks.eye_half;
    auto const right = looks.eye_gap + looks.eye_half;
    auto const y = looks.eyes;
    auto const open = looks.eye_open;
    cairo_move_to(pen, left - 1, y + 3.5);
    cairo_curve_to(pen, left + 9, y - open * 1.15, right - 13, y - open * 1.5 - looks.tilt, right + 2,
                   y - looks.tilt - 0.5);
    stroke(pen, {34, 22, 20}, looks.male ? 2.4 : 3.2, 0.88);
    cairo_move_to(pen, left + 2, y - 3);
    cairo_curve_to(pen, left + 10, y - open * 1.8, right - 12, y - open * 2.1 - looks.tilt, right + 1,
                   y - 5 - looks.tilt);
    stroke(pen, shadow_of(looks.skin), 1.5, 0.5);
    cairo_move_to(pen, left + 5, y + 5.5);
    cairo_curve_to(pen, left + 14, y + open * 1.05, right - 10, y + open * 0.95, right - 1, y + 1);
    stroke(pen, shadow_of(looks.skin), 1.3, 0.5);
    spot(pen, looks.eye_gap, y + open + 7, looks.eye_half, 5, shadow_of(looks.skin), 0.2);
    if (!looks.male) {
        cairo_move_to(pen, right - 3, y - looks.tilt - 1.5);
        cairo_line_to(pen, right + 5, y - looks.tilt - 4.5);
        stroke(pen, {34, 22, 20}, 1.8, 0.8);
    }
}

void draw_eyes(cairo_t *pen, Looks const &looks) {
    on_both_sides(pen, [&] {
        eye_path(pen, looks);
        fill(pen, {246, 242, 238});
        draw_iris(pen, looks);
        draw_lids(pen, looks);
    });
}

void draw_nose(cairo_t *pen, Looks const &looks) {
    auto const shadow = shadow_of(looks.skin);
    auto const y = looks.nose;
    spot(pen, middle, looks.eyes + 28, 7, 40, looks.skin.mixed({255, 250, 242}, 0.7), 0.5);
    spot(pen, middle, y - 9, 11, 10, looks.skin.mixed({255, 252, 246}, 0.8), 0.6);
    spot(pen, middle, y + 7, looks.nose_half + 8, 9, shadow, 0.42);
    on_both_sides(pen, [&] {
        spot(pen, 15, looks.eyes + 22, 9, 44, shadow, 0.26);
        spot(pen, looks.nose_half + 4, y - 7, 8, 15, shadow, 0.32);
        cairo_move_to(pen, looks.nose_half - 2, y - 14);
        cairo_curve_to(pen, looks.nose_half + 5, y - 8, looks.nose_half + 3, y + 3, looks.nose_half - 6,
                       y + 1);
        stroke(pen, shadow, 1.8, 0.5);
        ellipse(pen, looks.nose_half * 0.46, y + 1.5, 4.4, 2.1);
        fill(pen, shadow.times(0.6), 0.62);
    });
    cairo_move_to(pen, middle - 6, y + 4);
    cairo_curve_to(pen, middle - 3, y + 6.5, middle + 3, y + 6.5, middle + 6, y + 4);
    stroke(pen, shadow, 1.4, 0.45);
}

void draw_lip(cairo_t *pen, Looks const &looks, double direction, double full) {
    auto const y = looks.mouth;
    auto const half = looks.mouth_half;
    auto const corner = y - looks.smile;
    cairo_move_to(pen, middle - half, corner);
    if (direction < 0) {
        cairo_curve_to(pen, middle - half * 0.6, y - full * 0.9, middle - 9, y - full - 2, middle,
                       y - full + 2);
        cairo_curve_to(pen, middle + 9, y - full - 2, middle + half * 0.6, y - full * 0.9, middle + half,
                       corner);
    } else {
        cairo_curve_to(pen, middle - half * 0.6, y + full * 1.25, middle + half * 0.6, y + full * 1.25,
                       middle + half, corner);
    }
    cairo_curve_to(pen, middle + half * 0.5, y + 2, middle - half * 0.5, y + 2, middle - half, corner);
    cairo_close_path(pen);
}

void draw_mouth(cairo_t *pen, Looks const &looks) {
    auto const shadow = shadow_of(looks.skin);
    auto const upper = looks.male ? 7.0 : 8.0;
    auto const lower = looks.male ? 11.0 : 12.5;
    auto const y = looks.mouth;
    spot(pen, middle, y + 19, looks.mouth_half * 0.8, 9, shadow, 0.36);
    draw_lip(pen, looks, -1, upper);
    fill(pen, looks.lips.times(0.9));
    draw_lip(pen, looks, 1, lower);
    fill(pen, looks.lips);
    spot(pen, middle, y + lower * 0.52, looks.mouth_half * 0.5, 3.4, {255, 236, 230}, 0.42);
    cairo_move_to(pen, middle - looks.mouth_half - 1, y - looks.smile - 0.5);
    cairo_curve_to(pen, middle - looks.mouth_half * 0.5, y + 1.6, middle + looks.mouth_half * 0.5, y + 1.6,
                   middle + looks.mouth_half + 1, y - looks.smile - 0.5);
    stroke(pen, looks.lips.times(0.45), 1.8, 0.8);
    on_both_sides(pen, [&] {
        spot(pen, looks.mouth_half + 3, y - looks.smile, 6, 6, shadow, 0.34);
        cairo_move_to(pen, looks.nose_half + 7, looks.nose - 2);
        cairo_curve_to(pen, looks.nose_half + 15, looks.nose + 8, looks.mouth_half + 9, y - 20,
                       looks.mouth_half + 9, y - 10);
        stroke(pen, shadow, 2.4, 0.07);
    });
    spot(pen, middle, looks.nose + 16, 4, 11, shadow, 0.2);
}

void draw_glasses(cairo_t *pen, Looks const &looks) {
    Tint const frame{46, 40, 40};
    on_both_sides(pen, [&] {
        cairo_save(pen);
        cairo_translate(pen, looks.eye_gap + 1, looks.eyes + 3);
        ellipse(pen, 0, 0, 34, 26);
        fill(pen, {255, 255, 255}, 0.07);
        ellipse(pen, 0, 0, 34, 26);
        stroke(pen, frame, 2.6, 0.9);
        cairo_restore(pen);
        cairo_move_to(pen, looks.eye_gap + 35, looks.eyes - 3);
        cairo_line_to(pen, looks.half + 3, looks.eyes - 6);
        stroke(pen, frame, 2.4, 0.85);
    });
    auto const inner = looks.eye_gap - 33;
    cairo_move_to(pen, middle - inner, looks.eyes);
    cairo_curve_to(pen, middle - 5, looks.eyes - 7, middle + 5, looks.eyes - 7, middle + inner, looks.eyes);
    stroke(pen, frame, 2.6, 0.9);
}

/// What makes skin look like skin: faint spots, a beard's shade on some men.
void draw_texture(cairo_t *pen, Looks const &looks, Dice &dice) {
    for (int i = 0; i < 46; ++i) {
        auto const x = middle + dice.between(-1, 1) * looks.half * 0.8;
        auto const y = dice.between(looks.crown + 60, looks.chin - 8);
        auto const size = dice.between(4, 15);
        auto const dark = dice.chance(0.5);
        spot(pen, x, y, size, size, dark ? shadow_of(looks.skin) : looks.skin.times(1.08), 0.06);
    }
    if (looks.male && dice.chance(0.5)) {
        spot(pen, middle, looks.mouth + 14, 62, 42, {70, 62, 62}, 0.12);
    }
    if (dice.chance(0.12)) {
        ellipse(pen, middle + dice.between(-50, 50), looks.mouth + dice.between(-30, 12), 1.6, 1.5);
        fill(pen, {70, 40, 32}, 0.7);
    }
}

} // namespace

void face_path(cairo_t *pen, Looks const &looks) {
    auto const half = looks.half;
    auto const jaw = half * looks.jaw;
    auto const jaw_at = looks.eyes + 98;
    auto const top = looks.crown + 4;
    auto const cheek = looks.eyes + 14;
    cairo_move_to(pen, middle, top);
    cairo_curve_to(pen, middle + half * 0.72, top, middle + half, top + 62, middle + half, cheek);
    cairo_curve_to(pen, middle + half, cheek + 40, middle + jaw + 14, jaw_at - 24, middle + jaw, jaw_at);
    cairo_curve_to(pen, middle + jaw - 16, looks.chin - 22, middle + looks.chin_half, looks.chin, middle,
                   looks.chin);
    cairo_curve_to(pen, middle - looks.chin_half, looks.chin, middle - jaw + 16, looks.chin - 22,
                   middle - jaw, jaw_at);
    cairo_curve_to(pen, middle - jaw - 14, jaw_at - 24, middle - half, cheek + 40, middle - half, cheek);
    cairo_curve_to(pen, middle - half, top + 62, middle - half * 0.72, top, middle, top);
    cairo_close_path(pen);
}

void draw_face(cairo_t *pen, Looks const &looks, Dice &dice) {
    draw_ears(pen, looks);
    face_path(pen, looks);
    fill(pen, looks.skin);
    cairo_save(pen);
    face_path(pen, looks);
    cairo_clip(pen);
    shade_face(pen, looks);
    draw_texture(pen, looks, dice);
    cairo_restore(pen);
    draw_brows(pen, looks);
    draw_eyes(pen, looks);
    draw_nose(pen, looks);
    draw_mouth(pen, looks);
    if (looks.glasses) {
        draw_glasses(pen, looks);
    }
}

} // namespace render
