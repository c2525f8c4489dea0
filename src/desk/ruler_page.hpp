// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "desk/artwork.hpp"

namespace desk {

/// A scene as artwork: drawn from nothing else, and made true by a calibration where one is given.
class PageArtwork final : public print::Artwork {
public:
    PageArtwork(render::Scene scene, std::string title, std::optional<store::Calibration> calibration)
        : scene_{std::move(scene)}, title_{std::move(title)}, calibration_{std::move(calibration)} {}

    [[nodiscard]] print::Page page() const override { return {scene_.paper.width, scene_.paper.height}; }
    base::Result<base::Raster> raster(int width, int height, double dpi_x, double dpi_y) override;
    base::Result<base::Bytes> pdf() override;
    base::Result<base::Bytes> png() override;

private:
    render::Scene scene_;
    std::string title_;
    std::optional<store::Calibration> calibration_;
    render::RasterPainter painter_;
    render::PdfWriter writer_;
};

// Parts of pages that a ruler is held to.
[[nodiscard]] sheet::Size six_inch(); ///< 152.4 x 101.6 mm
void draw_cell(render::Scene &scene, sheet::Box const &box, std::string const &name);
void draw_text(render::Scene &scene, std::string const &text, double x, double y, double em);

/// The page that a printer is calibrated with: rulers across the whole sheet and beyond its edges, on which
/// the cut edges are read, a line of 100 mm and one of 80 mm to measure.
[[nodiscard]] render::Scene calibration_scene(std::string const &printer, std::string const &date);
/// The page that proves a calibration: cells of the sizes that the trade sells, and crosses that are equally
/// far from opposite edges.
[[nodiscard]] render::Scene proof_scene(std::string const &printer, std::string const &date);

} // namespace desk
