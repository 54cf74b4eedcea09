#!/usr/bin/env bash
# Tesseract 5.5.0 (Debian trixie): a whitelist of digits does not pick digits out of what is read, it forbids the rest while reading. "12-34",
# read with a confidence over 90, becomes one number without its hyphen, at a confidence near 0: a filter on confidence loses the word.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
debian trixie tesseract-ocr=5.5 tesseract-ocr-eng python3-pil fonts-dejavu-core

inside <<END
python3 - <<'PYTHON'
from PIL import Image, ImageDraw, ImageFont

picture = Image.new("L", (260, 100), 255)
font = ImageFont.truetype("/usr/share/fonts/truetype/dejavu/DejaVuSans-Bold.ttf", 56)
ImageDraw.Draw(picture).text((30, 18), "12-34", fill=0, font=font)
picture.save("/tmp/line.png", dpi=(150, 150))
PYTHON
read_it() { tesseract /tmp/line.png - --psm 7 "\$@" tsv 2>/dev/null | awk -F'\t' '\$1 == 5 { print \$12, int(\$11) }'; }
plain=\$(read_it)
listed=\$(read_it -c tessedit_char_whitelist=0123456789)
echo "as it is:  \$plain"
echo "whitelist: \$listed"
read -r text confidence <<<"\$plain"
[[ \$text == 12-34 ]] && ((confidence >= 90))
read -r text confidence <<<"\$listed"
[[ \$text != *-* ]] && ((confidence <= 20))
END
