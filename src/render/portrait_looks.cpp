// SPDX-License-Identifier: GPL-3.0-or-later
#include "render/portrait_parts.hpp"
#include <array>

namespace render {

namespace {

constexpr std::array<Tint, 6> skins = {
    {{248, 219, 197}, {245, 213, 188}, {241, 206, 178}, {236, 199, 169}, {229, 190, 158}, {220, 179, 146}}};
constexpr std::array<Tint, 4> skins_abroad = {
    {{120, 80, 58}, {150, 104, 76}, {246, 216, 198}, {186, 136, 100}}};
constexpr std::array<Tint, 4> hairs = {{{24, 21, 22}, {33, 27, 25}, {44, 34, 29}, {58, 42, 33}}};
// Blue is kept away from: the background would swallow it, and notices forbid it.
constexpr std::array<Tint, 4> suits = {{{38, 38, 42}, {58, 57, 60}, {74, 66, 62}, {48, 40, 40}}};
constexpr std::array<Tint, 6> knits = {
    {{128, 48, 52}, {86, 92, 66}, {176, 150, 118}, {66, 62, 64}, {150, 96, 70}, {214, 200, 182}}};
constexpr std::array<Tint, 4> ties = {{{142, 34, 42}, {104, 38, 50}, {92, 92, 94}, {120, 84, 44}}};
constexpr std::array<Tint, 3> shirts = {{{246, 246, 244}, {250, 246, 240}, {244, 236, 236}}};

template <std::size_t count>
Tint one_of(std::array<Tint, count> const &tints, Dice &dice) {
    return tints.at(dice.below(count));
}

HairCut cut_of(Dice &dice, bool male) {
    using enum HairCut;
    constexpr std::array men = {parted, swept, crew, boyish_fringe, parted, swept};
    constexpr std::array women = {straight, bob, bun, tied_back, long_fringe, straight};
    return male ? men.at(dice.below(men.size())) : women.at(dice.below(women.size()));
}

Outfit outfit_of(Dice &dice, bool male) {
    using enum Outfit;
    constexpr std::array men = {suit_and_tie, suit_and_tie, shirt, knit};
    constexpr std::array women = {blazer, blazer, shirt, knit};
    return male ? men.at(dice.below(men.size())) : women.at(dice.below(women.size()));
}

void shape_face(Looks &looks, Dice &dice) {
    auto const male = looks.male;
    looks.crown = dice.between(94, 104);
    looks.eyes = dice.between(256, 266);
    looks.chin = dice.between(400, 410);
    looks.half = dice.between(97, 106) + (male ? 3 : 0);
    looks.jaw = dice.between(0.66, 0.73) + (male ? 0.06 : 0);
    looks.chin_half = dice.between(30, 40) + (male ? 8 : 0);
    looks.neck_half = dice.between(44, 48) + (male ? 10 : 0);
    looks.shoulder = dice.between(180, 192) + (male ? 16 : 0);
}

void shape_features(Looks &looks, Dice &dice) {
    auto const male = looks.male;
    looks.eye_gap = dice.between(44, 49);
    looks.eye_half = dice.between(21.5, 24.5);
    looks.eye_open = dice.between(8.4, 10.4) + (male ? 0 : 1.2);
    looks.tilt = dice.between(-0.5, 3.2);
    looks.brow = dice.between(4.2, 5.4) + (male ? 2.2 : 0);
    looks.nose_half = dice.between(15, 18.5) + (male ? 2 : 0);
    looks.nose = looks.eyes + dice.between(62, 69);
    looks.mouth = looks.nose + dice.between(31, 36);
    looks.mouth_half = dice.between(27, 32) + (male ? 2 : 0);
    looks.smile = dice.between(4, 7.5);
    looks.part = dice.between(18, 34) * (dice.chance(0.5) ? 1 : -1);
}

} // namespace

Looks made_up(Dice &dice, bool male, bool from_abroad) {
    Looks looks;
    looks.male = male;
    looks.skin = from_abroad ? one_of(skins_abroad, dice) : one_of(skins, dice);
    looks.hair = one_of(hairs, dice);
    looks.lips = looks.skin.mixed(male ? Tint{176, 92, 84} : Tint{196, 74, 80}, male ? 0.55 : 0.68);
    looks.cut = cut_of(dice, male);
    looks.outfit = outfit_of(dice, male);
    looks.cloth = looks.outfit == Outfit::knit ? one_of(knits, dice) : one_of(suits, dice);
    looks.shirt = one_of(shirts, dice);
    looks.tie = one_of(ties, dice);
    shape_face(looks, dice);
    shape_features(looks, dice);
    return looks;
}

} // namespace render
