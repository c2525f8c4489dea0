// SPDX-License-Identifier: GPL-3.0-or-later
#include "policy/sentences.hpp"
#include <algorithm>
#include <array>

namespace policy {

namespace {

using base::Words;

/// Sentences in the order of each enumeration.
template <typename Choice, std::size_t N>
Words at(std::array<Words, N> const &sentences, Choice choice) {
    return sentences.at(static_cast<std::size_t>(choice));
}

} // namespace

Words sentence(Glasses choice) {
    static std::array<Words, 4> const all{
        {{"常戴眼镜者戴眼镜", "those who wear glasses keep them on"},
         {"必须摘下眼镜", "glasses come off"},
         {"最好不戴眼镜，常戴者可以戴", "better without glasses; habitual wearers may keep them"},
         {"通知没有规定眼镜", "the notice says nothing of glasses"}}};
    return at(all, choice);
}

Words sentence(MakeUp choice) {
    static std::array<Words, 5> const all{{{"不宜化妆", "make-up is discouraged"},
                                           {"浓妆不予采集", "heavy make-up is refused"},
                                           {"可以淡妆，不能浓妆", "light make-up is allowed, heavy is not"},
                                           {"提倡素颜", "a bare face is preferred"},
                                           {"通知没有规定化妆", "the notice says nothing of make-up"}}};
    return at(all, choice);
}

Words sentence(Expression choice) {
    static std::array<Words, 3> const all{
        {{"嘴唇自然闭合", "lips closed"},
         {"可以微笑，不露牙齿", "a smile without teeth is allowed"},
         {"通知没有规定表情", "the notice says nothing of the expression"}}};
    return at(all, choice);
}

Words sentence(DyedHair choice) {
    static std::array<Words, 2> const all{{{"染发色彩夸张的不采集", "strongly dyed hair is refused"},
                                           {"通知没有规定染发", "the notice says nothing of dyed hair"}}};
    return at(all, choice);
}

Words sentence(HeadCover choice) {
    static std::array<Words, 3> const all{
        {{"不戴帽子等头部覆盖物", "no head covering"},
         {"不用头部覆盖物；宗教、医疗、文化需要的登记原因后可以，不遮脸、不留阴影",
          "no head covering but for religious, medical or cultural need, with the reason on record, and "
          "without hiding or shading the face"},
         {"通知没有规定头部覆盖物", "the notice says nothing of head coverings"}}};
    return at(all, choice);
}

Words sentence(Ornaments choice) {
    static std::array<Words, 2> const all{
        {{"不戴饰物", "no ornaments"}, {"通知没有规定饰物", "the notice says nothing of ornaments"}}};
    return at(all, choice);
}

Words sentence(Feature choice) {
    static std::array<Words, 3> const all{{{"眉毛", "eyebrows"}, {"眼睛", "eyes"}, {"耳朵", "ears"}}};
    return at(all, choice);
}

Words sentence(OnMiss choice) {
    static std::array<Words, 2> const all{
        {{"不符时提醒", "told where not so"}, {"不符时不采集", "no photo before it is so"}}};
    return at(all, choice);
}

Words sentence(Saving choice) {
    static std::array<Words, 4> const all{
        {{"采集码长按保存，不要截图", "save the code by a long press, not as a screenshot"},
         {"采集码截图保存", "keep the code as a screenshot"},
         {"采集码保存图片或截图都可以", "keep the code as a saved picture or a screenshot"},
         {"通知没有规定怎样保存采集码", "the notice does not say how the code is kept"}}};
    return at(all, choice);
}

Words sentence(SecondProof choice) {
    static std::array<Words, 3> const all{{{"只看采集码", "the collection code is enough"},
                                           {"采集码和学生证都要", "collection code and student card"},
                                           {"采集码和身份证都要", "collection code and ID card"}}};
    return at(all, choice);
}

Words sentence(Roster choice) {
    static std::array<Words, 2> const all{
        {{"采集方可以持有名册", "whoever captures may hold the roster"},
         {"采集方没有名册，只认采集码", "whoever captures has no roster, only the codes"}}};
    return at(all, choice);
}

Words sentence(Order choice) {
    static std::array<Words, 4> const all{{{"按单位领号、叫号", "units draw a number and are called"},
                                           {"按学号从小到大", "by student number, ascending"},
                                           {"按时间表，先到先拍", "by schedule, first come first served"},
                                           {"按刷码后的拍摄序号", "by the number given after the swipe"}}};
    return at(all, choice);
}

Words sentence(Unlisted choice) {
    static std::array<Words, 2> const all{
        {{"名册上没有的人可以采集，以后补对",
          "somebody who is not on the roster is captured and matched later"},
         {"名册上没有的人不采集", "nobody is captured who is not on the roster"}}};
    return at(all, choice);
}

Words sentence(Payer choice) {
    static std::array<Words, 4> const all{{{"由单位收齐交费", "the unit collects and pays"},
                                           {"由班级收齐交费", "the class collects and pays"},
                                           {"学生自己交费", "each student pays"},
                                           {"通知没有规定谁交费", "the notice does not say who pays"}}};
    return at(all, choice);
}

Words sentence(Gate choice) {
    static std::array<Words, 5> const all{
        {{"单位提前收齐，现场交清", "the unit collects beforehand and hands it over on the spot"},
         {"班级按实际采集人数，采集时交", "the class pays by head count, on the spot"},
         {"学生先交费再拍摄", "each student pays before the shot"},
         {"班级先交费，全班再拍摄", "the class pays before any of it is captured"},
         {"拍摄不以交费为前提", "nobody's photo waits for a fee"}}};
    return at(all, choice);
}

Words sentence(Way choice) {
    static std::array<Words, 5> const all{{{"现金", "cash"},
                                           {"微信", "WeChat"},
                                           {"支付宝", "Alipay"},
                                           {"转账", "bank transfer"},
                                           {"扫码", "scanning a code"}}};
    return at(all, choice);
}

Words sentence(Retake choice) {
    static std::array<Words, 2> const all{{{"每人只能采集一次", "each person is captured once"},
                                           {"确认之前可以重拍", "retakes until the photo is confirmed"}}};
    return at(all, choice);
}

Words sentence(Supersede choice) {
    static std::array<Words, 2> const all{
        {{"确认后要换，须写明原因", "after that another photo needs a reason"},
         {"确认后不再重拍或更改", "none and no change after that"}}};
    return at(all, choice);
}

Words sentence(ConfirmHow choice) {
    static std::array<Words, 3> const all{{{"在屏幕上确认", "on the screen"},
                                           {"签字确认", "by signature"},
                                           {"在屏幕上或签字确认", "on the screen or by signature"}}};
    return at(all, choice);
}

Words sentence(ProofGate choice) {
    static std::array<Words, 3> const all{{{"校对完成后才上传学信网", "uploaded only after proofreading"},
                                           {"上传学信网后校对", "proofread after upload"},
                                           {"通知没有规定校对", "the notice says nothing of proofreading"}}};
    return at(all, choice);
}

Words sentence(PaperRoute choice) {
    static std::array<Words, 5> const all{
        {{"没有纸质照片", "no paper at all"},
         {"纸质照片交学校制证", "paper goes to the school for the certificates"},
         {"纸质照片交学院保存", "paper goes to the college"},
         {"现场拍摄的交学院；分散拍摄的邮寄学生本人，再整版交学院",
          "paper goes to the college; by mail to those captured elsewhere, who hand it in whole"},
         {"通知没有规定纸质照片交到哪里", "the notice does not say where the paper goes"}}};
    return at(all, choice);
}

Words sentence(Leftovers choice) {
    static std::array<Words, 3> const all{
        {{"用剩的照片还给学生", "prints that are left go back to the student"},
         {"用剩的照片留存", "prints that are left are kept"},
         {"通知没有规定用剩的照片", "the notice says nothing of prints that are left"}}};
    return at(all, choice);
}

Words sentence(After choice) {
    static std::array<Words, 2> const all{
        {{"采集后", "after the capture"}, {"收到提醒后", "after the reminder"}}};
    return at(all, choice);
}

Words colour(std::string_view name) {
    static std::array<std::pair<std::string_view, char const *>, 11> const all{{{"red", "红"},
                                                                                {"orange", "橙"},
                                                                                {"yellow", "黄"},
                                                                                {"green", "绿"},
                                                                                {"blue", "蓝"},
                                                                                {"purple", "紫"},
                                                                                {"pink", "粉"},
                                                                                {"white", "白"},
                                                                                {"grey", "灰"},
                                                                                {"black", "黑"},
                                                                                {"brown", "棕"}}};
    auto const *const found =
        std::find_if(all.begin(), all.end(), [&](auto const &one) { return one.first == name; });
    return {found == all.end() ? std::string{name} : std::string{found->second} + "色", std::string{name}};
}

} // namespace policy
