#include "ui/start/spark_line.h"

#include <QPainter>

#include "ui/charts/chart_words.h"
#include "ui/charts/spark.h"

namespace werkbank {
namespace {
constexpr int spark_width = 160;
constexpr int spark_height = px(Space::wide);
}  // namespace

SparkLine::SparkLine(QWidget* parent) : QWidget(parent), picture_(new QWidget), words_(new Caption) {
  auto* layout = column(Space::hair);
  setLayout(layout);
  picture_->setFixedSize(spark_width, spark_height);
  words_->setFixedWidth(spark_width);
  layout->addWidget(picture_);
  layout->addWidget(words_);
  setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void SparkLine::set_values(const std::vector<double>& percent) {
  percent_ = percent;
  words_->setText(spark_words(percent_, false, shown_language(*this)));
  setAccessibleName(words_->text());
  update();
}

void SparkLine::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  paint_spark(painter, picture_->geometry(), percent_, current_theme());
}

}  // namespace werkbank
