### What was found on a scan: what it is, and how to put it right.

finding-empty = The file is empty (0 bytes). Please scan or choose it again.
finding-too-large = The file is too large. Please scan at 300 dpi, or save it as jpg.
finding-too-many-pixels = The picture has too many pixels. Please scan at 300 dpi.
finding-not-an-image = This is no picture that can be used. Please send jpg, png or bmp; save a PDF as a picture, and set an iPhone to “most compatible” instead of HEIC.
finding-corrupt = The file is incomplete or damaged. Please scan it again.
finding-small = The picture is too small to read. Please scan at 300 dpi and send it as a file.
finding-telegram-photo = Telegram has compressed this picture. Please use the paper clip and choose “File”.
finding-blurred = The picture is blurred. Please lay the paper flat and scan it again.
finding-blurred-part = Part of it is blurred. Please press the paper flat and scan it again.
finding-skewed = The page is quite askew. Please straighten it and scan again.
finding-dark = The picture is too dark. Please scan it brighter.
finding-faint = The writing is too faint. Please scan with more contrast.
finding-uneven-light = The light is uneven, as on a phone photo. Please use a scanner.
finding-photographed = This looks photographed, with a background around it. Please use a scanner.
finding-cut-off = Part of the page is missing. Please put the whole sheet on the scanner.
finding-proportion = The proportions are not A4. Please scan the whole sheet, without cropping or scaling.
finding-reduced = The page seems to have been printed or copied smaller than it is. Please print it at “actual size (100%)” and scan it as it is.
finding-sideways = The page seems to lie on its side. Please turn it upright and send it again; if it is right as it is, insist on it.
finding-grey = This is a grey copy. Please scan in colour; the seal must be the red original.
finding-no-code = The code at the top right was not found. Please make sure that it is this order's form and that nothing covers the code.
finding-code-damaged = The code can only be read in part. Please scan again, with no seal or fold over it.
finding-forged = This code was not made by this desk. Please use the form downloaded for this order.
finding-deleted-order = This is a form of an order that you deleted; it is void. Please print this order's form.
finding-other-order = This is a form of another order. Please use this order's form.
finding-old-form = This form is void (printed before the details were changed). Please download and print it again.
finding-packing-list = This is the packing list: put it into the envelope, it need not be sent here.
finding-no-seal = No red company seal was found. Please stamp it with the original seal and scan in colour.
finding-seal-outside-box = The company seal is not wholly inside its box.
finding-seal-incomplete = The impression of the company seal is not whole. Please stamp it again.
finding-seal-specks = There are specks or a background around the company seal. Please stamp it on clean paper.
finding-seal-blurred = The impression of the company seal is blurred. Please stamp it again.
finding-faint-seal = The company seal is too faint. Please ink it well and stamp again.
finding-faint-legal-seal = The legal person's seal is too faint. Please ink it well and stamp again.
finding-no-legal-seal = The legal person's red square seal was not found.
finding-legal-seal-outside-box = The legal person's seal is not wholly inside its box.
finding-legal-seal-incomplete = The impression of the legal person's seal is not whole. Please stamp it again.
finding-legal-seal-specks = There are specks or a background around the legal person's seal. Please stamp it again.
finding-legal-seal-blurred = The impression of the legal person's seal is blurred. Please stamp it again.
finding-no-legal-mark = Neither a seal nor a signature of the legal person was found.
finding-seal-over-code = A seal covers the code. Please keep the code clear next time.
finding-not-fetched = The file could not be fetched from Telegram. Please send it again.
finding-is-heic = This is an iPhone HEIC photo, which cannot be opened here. Set Camera – Formats to “Most Compatible” and take it again, or save it as jpg.
finding-is-pdf = This is a PDF. Please save the page as a jpg picture (or choose jpg when scanning) and send one page at a time.
finding-is-webp = This is a WebP picture. Please send the original scan, or save it as jpg.
finding-is-gif = This is a GIF, which lacks most colours. Please scan it again as jpg.
finding-is-tiff = This is a TIFF picture. Please choose jpg or png in the scanner's program.
finding-is-archive = This is an archive or an office document. Please send the scanned pictures themselves.
finding-is-video = This is a video. Please send a scanned picture (jpg, png or bmp).
finding-same-picture = This is the same picture as another document of yours. Please make sure it is the right one.
finding-same-picture-elsewhere = This very file was sent for an order of another unit as well. Please make sure that it is yours.

verdict-legend = On the picture: blue the paper's edge, green the code, orange the seals, purple hatching where it is blurred.
verdict-made-smaller = The file has { $from } MB; I made a copy of { $to } MB and keep the original as well.
verdict-copy-codes = I checked the copy: the code can still be read.
verdict-copy-seals = I checked the copy: the seal is still clear, and red.
verdict-copy-both = I checked the copy: the code can still be read, and the seal is still red.
verdict-copy-lost = The copy is not as clear as the original, so the original is what is reviewed; you need not send it again.
verdict-turned = The page lay on its side or upside down; I turned it upright.
verdict-spare = There is a good { $document } already. Shall this one take its place?
key-replace = Use the new one
key-keep-earlier = Keep the earlier one
replaced = The new one counts now; the earlier one stays on file.
kept-earlier = The earlier one stays.
received-album = Got several pictures, checking each of them. Press “Done” when you have sent them all.
key-album-done = Done
album-done = All of these pictures have been checked.
album-done-checking = { $count ->
        [one] Fine. { $count } is still being checked; the result follows at once.
       *[other] Fine. { $count } are still being checked; the results follow at once.
    }
album-unnamed = { $count ->
        [one] For { $count } of them, please tell me which document it is.
       *[other] For { $count } of them, please tell me which documents they are.
    }
album-missing = Still missing: { $document }

checklist-pages = … { $document }: page { $pages } is still missing
verdict-page = This is page { $page } of { $of }; every page is needed.
upload-page = Page { $page } of { $of }
