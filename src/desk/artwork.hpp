// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "desk/station.hpp"
#include "render/compose.hpp"
#include "render/pdf.hpp"
#include "render/raster.hpp"
#include "store/printers.hpp"
#include "store/sheets.hpp"
#include <map>

namespace desk {

/// Draws sheets from their records: kept photo, kept layout, kept label. Nothing else goes in, so that a
/// sheet looks the same every time. Keeps painters and layouts from one sheet to the next.
class SheetArtist {
public:
    explicit SheetArtist(store::Store const &store) : store_{store} {}

    /// Makes ready for labels like these, so that each costs less.
    void prepare(std::span<std::string const> texts) { writer_.prepare(texts); }
    base::Result<render::Scene> scene(store::Sheet const &sheet);
    /// Of a sheet that is not there yet.
    static base::Result<render::Scene> scene(SolvedLayout const &layout, base::Bytes photo,
                                             store::LabelWords const &words);
    base::Result<base::Bytes> pdf(render::Scene const &scene, std::string const &serial);
    base::Result<base::Bytes> png(render::Scene const &scene);
    base::Result<base::Raster> raster(render::Scene const &scene, render::Canvas canvas);

private:
    base::Result<SolvedLayout const *> layout(std::string const &digest);

    store::Store const &store_;
    std::map<std::string, SolvedLayout> layouts_;
    render::PdfWriter writer_;
    render::RasterPainter painter_;
};

/// The canvas on which a picture comes out true on a printer that was measured.
[[nodiscard]] render::Canvas calibrated(render::Canvas canvas,
                                        std::optional<store::Calibration> const &calibration);

/// One sheet for a driver, drawn when it asks, made true for the printer by its calibration.
class SheetArtwork final : public print::Artwork {
public:
    SheetArtwork(SheetArtist &artist, render::Scene scene, std::string serial,
                 std::optional<store::Calibration> calibration)
        : artist_{artist}, scene_{std::move(scene)}, serial_{std::move(serial)}, calibration_{std::move(
                                                                                     calibration)} {}

    [[nodiscard]] print::Page page() const override { return {scene_.paper.width, scene_.paper.height}; }
    base::Result<base::Raster> raster(int width, int height, double dpi_x, double dpi_y) override;
    base::Result<base::Bytes> pdf() override;
    base::Result<base::Bytes> png() override;

private:
    SheetArtist &artist_;
    render::Scene scene_;
    std::string serial_;
    std::optional<store::Calibration> calibration_;
};

} // namespace desk
