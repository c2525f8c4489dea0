// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/files.hpp"
#include "faces/labelled_set.hpp"
#include "photo/codec.hpp"
#include <cstdlib>
#include <ctime>
#include <doctest/doctest.h>
#include <fmt/format.h>

using photo::CheckKind;
using photo::Verdict;

namespace {

std::string packages() {
    auto const *named = std::getenv("PLATEN_FACES");
    return named == nullptr ? "" : named;
}

photo::Spec spec() {
    auto reading = photo::read_spec_file(PLATEN_ROOT "/data/specs/xuexin-2017-99.toml");
    REQUIRE(reading);
    REQUIRE(reading->findings.empty());
    return reading->spec;
}

photo::FaceFinder &finder() {
    static auto one = photo::FaceFinder::load();
    REQUIRE(one);
    return *one;
}

/// How the verdicts on photos of known truth came out.
struct Score {
    int good_passed = 0, good_warned = 0, good_failed = 0, good_unknown = 0;
    int bad_caught = 0, bad_warned = 0, bad_passed = 0, bad_unknown = 0;

    void count(faces::Truth truth, Verdict verdict) {
        auto const good = truth == faces::Truth::good;
        switch (verdict) {
        case Verdict::pass:
            ++(good ? good_passed : bad_passed);
            break;
        case Verdict::warn:
            ++(good ? good_warned : bad_warned);
            break;
        case Verdict::fail:
            ++(good ? good_failed : bad_caught);
            break;
        case Verdict::unknown:
            ++(good ? good_unknown : bad_unknown);
            break;
        }
    }
    [[nodiscard]] int wrong() const { return good_failed + bad_passed; }
    [[nodiscard]] int all() const {
        return good_passed + good_warned + good_failed + good_unknown + bad_caught + bad_warned + bad_passed +
               bad_unknown;
    }
};

} // namespace

TEST_CASE("on real faces of known truth the checks are right, and what they cannot tell they do not pass") {
    std::map<CheckKind, Score> scores;
    auto const rules = spec();
    auto const *keep = std::getenv("PLATEN_FACES_PICTURES");
    int photos = 0;
    faces::for_each_labelled(packages(), [&](faces::Labelled const &one) {
        auto const found = photo::inspect(one.picture, finder(), rules, one.look);
        ++photos;
        if (one.name == "franck_01829.jpg: grey cloth") { // sits before the made-up camera of tests/browser
            auto const jpeg = photo::encoded(one.picture, 95, photo::Chroma::full, 300);
            REQUIRE(base::write_file(packages() + "/../sitter.jpg", *jpeg));
        }
        if (keep != nullptr) {
            auto const jpeg = photo::encoded(one.picture, 90, photo::Chroma::full, 300);
            REQUIRE(base::write_file(fmt::format("{}/{:03} {}.jpg", keep, photos, one.name), *jpeg));
        }
        for (auto const &[kind, truth] : one.truth) {
            auto const &check = found.of(kind);
            scores[kind].count(truth, check.verdict);
            auto const wrong = check.verdict == (truth == faces::Truth::good ? Verdict::fail : Verdict::pass);
            if (wrong || (keep != nullptr && check.verdict == Verdict::unknown)) {
                MESSAGE(one.name, ": ", photo::word_of(kind), " is ", check.value.value_or(-1), ", ",
                        photo::word_of(check.verdict));
            }
        }
    });
    std::string table =
        fmt::format("{} photos\n{:16} {:>6} {:>6} {:>6} {:>6} | {:>6} {:>6} {:>6} {:>6}\n", photos, "",
                    "good:", "warned", "FAILED", "could'nt", "bad:", "warned", "PASSED", "could'nt");
    int wrong = 0, all = 0, unknown = 0;
    for (auto const &[kind, score] : scores) {
        table += fmt::format("{:16} {:6} {:6} {:6} {:6} | {:6} {:6} {:6} {:6}\n", photo::word_of(kind),
                             score.good_passed, score.good_warned, score.good_failed, score.good_unknown,
                             score.bad_caught, score.bad_warned, score.bad_passed, score.bad_unknown);
        wrong += score.wrong();
        all += score.all();
        unknown += score.good_unknown + score.bad_unknown;
    }
    MESSAGE(table, wrong, " wrong, ", unknown, " could not be checked, of ", all);
    CHECK(photos >= 200);
    CHECK(all >= 450);
    CHECK(wrong * 100 <= all);
}

TEST_CASE("a frame of a camera is cut so that the photo passes, and never beyond its edge") {
    auto const rules = spec();
    int cut = 0;
    faces::for_each_frame(
        packages(), [&](std::string const &name, photo::Picture const &frame, bool possible) {
            CAPTURE(name);
            auto const proposal = photo::propose_crop(frame, finder(), rules);
            CHECK(proposal.area.has_value() == possible);
            if (!proposal.area) {
                CHECK_FALSE(proposal.said.zh.empty());
                return;
            }
            auto const &area = *proposal.area;
            CHECK(area.x >= 0);
            CHECK(area.y >= 0);
            CHECK(area.x + area.width <= frame.width + 1e-6);
            CHECK(area.y + area.height <= frame.height + 1e-6);
            CHECK(area.width / area.height == doctest::Approx(480.0 / 640));
            auto const found = photo::inspect(photo::resampled(frame, area, 480, 640), finder(), rules, {});
            for (auto const kind :
                 {CheckKind::hair_top, CheckKind::eyes_line, CheckKind::face_width, CheckKind::centred}) {
                CAPTURE(photo::word_of(kind));
                CHECK(found.of(kind).verdict == Verdict::pass);
            }
            ++cut;
        });
    CHECK(cut >= 12);
}

TEST_CASE("without a face nothing about a face passes") {
    photo::Picture const empty{480, 640};
    auto const found = photo::inspect(empty, finder(), spec(), {});
    CHECK(found.verdict() == Verdict::fail);
    CHECK(found.of(CheckKind::one_face).verdict == Verdict::fail);
    for (auto const &check : found.checks) {
        CAPTURE(photo::word_of(check.kind));
        auto const of_backdrop =
            check.kind == CheckKind::backdrop_colour || check.kind == CheckKind::backdrop_even;
        CHECK((of_backdrop || check.verdict != Verdict::pass));
        CHECK((check.verdict == Verdict::pass || !check.said.zh.empty()));
    }
    CHECK_FALSE(photo::FaceFinder::load("/nowhere/model.dat"));
}
