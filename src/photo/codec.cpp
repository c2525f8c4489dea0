// SPDX-License-Identifier: GPL-3.0-or-later
#include "photo/codec.hpp"
#include "base/handle.hpp"
#include <array>
#include <new>
#include <string_view>
#include <turbojpeg.h>

namespace photo {

using base::ByteView;

namespace {

using Turbo = base::Handle<void, tjDestroy>;
using TurboBytes = base::Handle<unsigned char, tjFree>;

/// Some cameras leave stray bytes between data and marker; every pixel is there all the same.
bool is_harmless(std::string_view complaint) {
    return complaint.find("extraneous bytes") != std::string_view::npos;
}

DecodeTrouble trouble_of(std::string_view complaint) {
    auto const early = complaint.find("remature end") != std::string_view::npos;
    return early ? DecodeTrouble::truncated : DecodeTrouble::damaged;
}

/// One decoding. \return what the library complains of, empty where it does not
std::string decode_into(Picture &picture, ByteView file, int flags) {
    Turbo const turbo{tjInitDecompress()};
    if (!turbo) {
        return "no decoder";
    }
    auto const status = tjDecompress2(turbo.get(), file.data(), file.size(), picture.rgb.data(),
                                      picture.width, 0, picture.height, TJPF_RGB, flags | TJFLAG_LIMITSCANS);
    return status == 0 ? std::string{} : std::string{tjGetErrorStr2(turbo.get())};
}

/// TurboJPEG writes JFIF 1.1 first and states no density; those bytes have a fixed place.
void state_density(base::Bytes &jpeg, int dpi) {
    constexpr std::size_t unit = 13;
    constexpr unsigned char inches = 1;
    auto const high = static_cast<unsigned char>(dpi >> 8);
    auto const low = static_cast<unsigned char>(dpi & 255);
    std::array<unsigned char, 5> const density = {inches, high, low, high, low};
    std::copy(density.begin(), density.end(), jpeg.begin() + unit);
}

} // namespace

std::variant<Picture, DecodeTrouble> decoded(ByteView file, JpegFacts const &facts, int shrink) {
    try {
        Picture picture{shrunk(facts.width, shrink), shrunk(facts.height, shrink)};
        auto complaint = decode_into(picture, file, TJFLAG_STOPONWARNING);
        if (is_harmless(complaint)) {
            complaint = decode_into(picture, file, 0);
        }
        if (complaint.empty() || is_harmless(complaint)) {
            return picture;
        }
        return trouble_of(complaint);
    } catch (std::bad_alloc const &) {
        return DecodeTrouble::memory;
    }
}

std::optional<base::Bytes> encoded(Picture const &picture, int quality, Chroma chroma, int dpi) {
    auto const sampling = chroma == Chroma::full ? TJSAMP_444 : TJSAMP_420;
    base::Bytes jpeg(tjBufSize(picture.width, picture.height, sampling));
    auto *start = jpeg.data();
    auto size = static_cast<unsigned long>(jpeg.size());
    Turbo const turbo{tjInitCompress()};
    if (!turbo || tjCompress2(turbo.get(), picture.rgb.data(), picture.width, 0, picture.height, TJPF_RGB,
                              &start, &size, sampling, quality, TJFLAG_NOREALLOC | TJFLAG_ACCURATEDCT) != 0) {
        return std::nullopt;
    }
    jpeg.resize(size);
    state_density(jpeg, dpi);
    return jpeg;
}

std::optional<base::Bytes> turned_upright(ByteView file, int orientation) {
    constexpr std::array turns = {TJXOP_NONE,      TJXOP_NONE,  TJXOP_HFLIP,      TJXOP_ROT180, TJXOP_VFLIP,
                                  TJXOP_TRANSPOSE, TJXOP_ROT90, TJXOP_TRANSVERSE, TJXOP_ROT270};
    tjtransform transform{};
    transform.op = turns.at(static_cast<std::size_t>(orientation));
    transform.options = TJXOPT_PERFECT;
    unsigned char *bytes = nullptr;
    unsigned long size = 0;
    Turbo const turbo{tjInitTransform()};
    if (!turbo) {
        return std::nullopt;
    }
    auto const status = tjTransform(turbo.get(), file.data(), file.size(), 1, &bytes, &size, &transform,
                                    TJFLAG_STOPONWARNING | TJFLAG_LIMITSCANS);
    TurboBytes const owned{bytes};
    if (status != 0) {
        return std::nullopt;
    }
    return base::Bytes(bytes, bytes + size);
}

} // namespace photo
