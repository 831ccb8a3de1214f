/**
 * Texts for the codes outside the protocol, for docs/reference/findings.md: what it means, what to do. The generator
 * refuses a text for a code that no source names any more.
 */
export const CODE_TEXTS = {
  'Data set and reference standard': {
    'DATA-NAME-IDENTIFIES': [
      'The name of a file or folder looks like the name of a person, a number of a patient or a date. The name is masked.',
      'Give files and folders names that identify nobody: paths go into manifests and evidence.',
    ],
    'DATA-FILE-MISSING': [
      'A file of the manifest is not in the folder.',
      'Restore it, or inventory the set again as a new version.',
    ],
    'DATA-FILE-ADDED': [
      'A file in the folder is not in the manifest.',
      'Take it out, or inventory the set again as a new version.',
    ],
    'DATA-FILE-CHANGED': [
      'A file has other bytes than at the inventory; the message says whether header or pixels.',
      'Restore it, or inventory the set again as a new version.',
    ],
    'DATA-NOT-AN-IMAGE': [
      'A file in the folder is no image and was left out.',
      'Take it out of the folder if it does not belong there.',
    ],
    'DATA-NO-PATIENT-ID': [
      'The header names no patient.',
      'Complete the header at its source, so that images of one patient are known to belong together.',
    ],
    'DATA-REPEATED-INSTANCE': ['Two files are the same DICOM instance.', 'Keep one.'],
    'DATA-REPEATED-PIXELS': ['Two files have the same pixels.', 'Keep one: a repeated image counts twice.'],
    'DATA-IMAGE-WITHOUT-LABEL': [
      'An image has no row in the reference standard.',
      'Add its row, or exclude the image by a rule of eligibility.',
    ],
    'DATA-LABEL-WITHOUT-IMAGE': [
      'A row names an image that the manifest does not hold.',
      'Correct the id, or remove the row.',
    ],
    'DATA-CASE-CONFLICT': [
      'Row and manifest name different cases for one image.',
      'Correct the one that is wrong.',
    ],
    'DATA-CASE-FROM-REFERENCE': [
      'The case of an image comes from the reference standard, since its header cannot be read.',
      'Check that it is right.',
    ],
    'DATA-REFERENCE-DUPLICATE': ['An image has two rows.', 'Keep one.'],
    'DATA-REFERENCE-EMPTY': ['The table has no rows, or a field is empty.', 'Fill it in.'],
    'DATA-REFERENCE-RAGGED': ['A row has more or fewer fields than the header.', 'Correct the row.'],
    'DATA-REFERENCE-VALUE': ['A value other than positive or negative.', 'Write positive or negative.'],
    'DATA-REFERENCE-LABEL': [
      'A value has no label in the name map of the protocol.',
      'Add it to a label of referenceStandard.labels, or correct the table.',
    ],
    'DATA-REFERENCE-FUSION': [
      'The fused truth of an image is not what its readers give by the declared rule.',
      'Correct the truth or the readings, or declare the rule that was used.',
    ],
    'DATA-REFERENCE-PATIENT': [
      'Images of one patient have different classes, where the class of a patient is decided by the mean of its images.',
      'Correct the truth; where images of a patient may differ, only ordinal classes with `patientClass: highest-class` fit.',
    ],
    'DATA-REFERENCE-UNDECIDED': [
      'No truth stands in the table, and none follows from the readers.',
      'Give the truth that was decided in a column truth, or leave the image out before lock.',
    ],
    'DATA-READERS-COUNT': [
      'Images were read by another number of readers than the protocol says.',
      'Complete the readings, or correct referenceStandard.readers.count.',
    ],
    'DATA-READERS-MISSING': [
      'Only the fused truth is given, not what each reader said.',
      'Add the readings: fusion can then be checked and agreement shown.',
    ],
    'DATA-COMPARATOR-EMPTY': ['The table of a comparator has no rows.', 'Fill it in.'],
    'DATA-COMPARATOR-RAGGED': ['A row has more or fewer fields than the header.', 'Correct the row.'],
    'DATA-COMPARATOR-VALUE': [
      'An id is empty, a score is no decimal number, or a decision is neither positive nor negative.',
      'Correct the value; leave it empty where the comparator gave no result.',
    ],
    'DATA-COMPARATOR-RANGE': [
      'A score of a comparator lies outside its declared range.',
      'Correct the score, or comparators.scoreRange in the protocol.',
    ],
    'DATA-COMPARATOR-DUPLICATE': ['A unit has two rows in the table of a comparator.', 'Keep one.'],
    'DATA-COMPARATOR-UNKNOWN': [
      'A row of a comparator names an image or case that the manifest does not hold.',
      'Correct the id, or remove the row.',
    ],
    'DATA-COMPARATOR-CASE': [
      'The table of a comparator and the manifest name different cases for one image.',
      'Correct the one that is wrong.',
    ],
    'DATA-COMPARATOR-NO-RESULT': [
      'A comparator has no row, or an empty field, for included units. An error where the protocol refuses gaps; else a warning, and the comparator counts as right there.',
      'Complete the table.',
    ],
    'DATA-COMPARATOR-READER': [
      'A comparator is a reader whom the reference standard does not have.',
      'Name one that it has.',
    ],
    'DATA-LEAKAGE': [
      'A case or image of the test set is one the model was developed on, or looks like one.',
      'Take it out of the test set, or accept it with a reason in data.acceptedOverlap.',
    ],
    'DATA-LEAKAGE-ACCEPTED': [
      'An overlap with the development data that the protocol accepts.',
      'Be ready to defend the reason: it is printed in the report.',
    ],
    'DATA-LEAKAGE-NOT-FOUND': [
      'The protocol accepts an overlap that nobody found.',
      'Correct the method and the id in data.acceptedOverlap, or remove the line.',
    ],
    'DATA-LEAKAGE-UNKNOWN': [
      'Some overlaps with the development data cannot be looked for, since the keys hold nothing of the kind.',
      'Make keys with `veritome data development-keys` and name them in data.development.',
    ],
    'DATA-NOT-FOR-MODEL': [
      'Included images are volumes or no DICOM files; the model package takes one DICOM plane an image.',
      'Exclude them by a rule of eligibility, or inventory the set with --unit file where each plane is a case.',
    ],
    'DATA-ANNOTATION-BESIDE-IMAGES': [
      'Annotations lie in the folder of the images, which the process that infers can read: the run would not be blind.',
      'Move them out of the folder and inventory the set again.',
    ],
    'DATA-ELIGIBILITY-UNDECIDED': [
      'Headers do not say what an eligibility rule asks; these images are included.',
      'Complete the headers, or accept it.',
    ],
  },
  Annotations: {
    'ANNOTATION-OUTSIDE-IMAGE': [
      'A box or polygon reaches beyond its image.',
      'Check the size of the image and the order x, y, width, height.',
    ],
    'ANNOTATION-EMPTY': [
      'A box, polygon or mask has no extent: nothing can be found there.',
      'Correct it, or remove it.',
    ],
    'ANNOTATION-IMAGE-UNKNOWN': [
      'Detections name an image that is not in the truth file.',
      'Give the truth file they were made for; a number and a text are different ids.',
    ],
    'ANNOTATION-CATEGORY-UNKNOWN': [
      'Detections name a category that is not in the truth file.',
      'Number the categories as the truth file does.',
    ],
    'ANNOTATION-MASK-SIZE': [
      'A mask has another size than its image in the truth file.',
      'Write size as [height, width] of the whole image.',
    ],
    'ANNOTATION-IMAGE-MISSING': [
      'Images that the annotations are of are not there.',
      'Put them where the annotations name them, or give the folder of the right images.',
    ],
    'ANNOTATION-PATH-ESCAPES': [
      'A list of classes names folders outside of its own; they are not followed.',
      'Inspect the folder that holds both labels and images.',
    ],
    'ANNOTATION-NOT-DRAWN': [
      'Outlines are too large to be drawn pixel by pixel, so that the sum of areas is left out.',
      'Split the file, or simplify the outlines.',
    ],
    'ANNOTATION-NO-POSITION': [
      'Control points of markups have not been placed; they are left out.',
      'Place them, or remove them.',
    ],
    'ANNOTATION-IMAGE-SIZE': [
      'The annotations give an image another width or height than it has.',
      'Give the folder of the images they were made on, or correct them.',
    ],
    'ANNOTATION-POINT-OUTSIDE': [
      'A point lies outside of the volume of its series.',
      'Check the series and whether the point is in mm, LPS or RAS.',
    ],
    'ANNOTATION-SLICE-MISSING': [
      'A contour lies on a slice that the series does not have.',
      'Give the whole series, or the one it was drawn on.',
    ],
    'ANNOTATION-NOT-HELD': [
      'Points or contours could not be held against a volume.',
      'Give the folder of their series, and look at what its own inspection says.',
    ],
    'TABLE-NO-ROWS': ['A table has a header and nothing below it.', 'Fill it, or leave it out.'],
  },
  Images: {
    'IMAGE-IDENTIFIER': [
      'A header value that identifies a person.',
      'De-identify the image after DICOM PS3.15 annex E.',
    ],
    'IMAGE-IDENTIFIER-RESIDUAL': [
      'Attributes remain that DICOM PS3.15 table E.1-1 removes and no declared option keeps.',
      'Remove them, or declare the option.',
    ],
    'IMAGE-BURNED-IN-UNKNOWN': [
      'The header does not say whether text is burned into the pixels.',
      'Look at the image; state it in the header.',
    ],
    'IMAGE-BURNED-IN': [
      'The header says that text is burned into the pixels.',
      'Look at the image; leave it out if the text identifies the patient.',
    ],
    'IMAGE-TEXT-IN-PIXELS': [
      'Places in the pixels look like lines of text; nothing was read.',
      'Look at the places named; leave the image out or cover them if they identify the patient.',
    ],
    'IMAGE-PIXELS-EXCESS': ['More pixel bytes than the image needs.', 'Compare the image with its source.'],
    'IMAGE-NAME-MISLEADS': [
      'The name says gzip and the content does not, or the other way round.',
      'Name the file for what it is.',
    ],
    'IMAGE-VALUES-NOT-FINITE': [
      'Voxels that are not a finite number; range and mean leave them out.',
      'Find out what made them.',
    ],
    'IMAGE-LABELS-NOT-WHOLE': [
      'A label map with values that are not whole numbers. Nothing is rounded.',
      'Export the labels as integers, without interpolation.',
    ],
    'NIFTI-UNIT': [
      'Lengths of the NIfTI header are in metres or microns, and were converted to mm.',
      'Check that the unit is true.',
    ],
    'NIFTI-ORIENTATION-UNKNOWN': [
      'A NIfTI header without sform and qform: only the size of voxels is known.',
      'Convert the image again from its source.',
    ],
    'NIFTI-FORMS-DISAGREE': [
      'sform and qform place the voxels differently. The sform is used wherever its code is above 0.',
      'Find out which one is right, and write both alike.',
    ],
    'NIFTI-SPACING-DISAGREES': [
      'pixdim and sform have different voxel sizes; the sform is used.',
      'Find out which one is right, and write both alike.',
    ],
    'NIFTI-SHEARED': [
      'The voxel axes are not at right angles, so that spacing alone gives wrong distances.',
      'Resample the image to a rectangular grid.',
    ],
    'NIFTI-SEVERAL-VOLUMES': [
      'A NIfTI file of several volumes is not taken for one.',
      'Store each volume in a file of its own.',
    ],
    'NIFTI-BITPIX': ['bitpix contradicts the datatype, which fits the file.', 'Export the image again.'],
    'NIFTI-OFFSET': [
      'vox_offset lies inside the header; voxels are read from behind it.',
      'Export the image again.',
    ],
    'NRRD-NO-SPACING': [
      'An NRRD header without space directions and spacings: this is no volume.',
      'Export the image again with its spacing.',
    ],
    'NRRD-ORIENTATION-UNKNOWN': [
      'An NRRD header that names no space of the patient: only the size of voxels is known.',
      'Convert the image again from its source.',
    ],
    'NRRD-UNIT': ['Lengths are not in mm, or their unit is not known.', 'Check the space units.'],
    'NRRD-SHEARED': [
      'The voxel axes are not at right angles, so that spacing alone gives wrong distances.',
      'Resample the image to a rectangular grid.',
    ],
    'NRRD-SEVERAL-VOLUMES': [
      'Each voxel holds several samples and the file is no segmentation.',
      'Store each volume in a file of its own.',
    ],
    'NRRD-SEGMENTS-ALIKE': ['Two segments have the same layer and label.', 'Save the segmentation again.'],
    'NRRD-LABEL-UNNAMED': ['Voxels with a label that no segment has.', 'Name them, or take them out.'],
    'NIFTI-SCALING': ['scl_slope is not a number: values are taken as stored.', 'Export the image again.'],
    'IMAGE-OFFSET-TABLE': [
      'The offset table of compressed pixels does not point to frames.',
      'Export the image again.',
    ],
    'IMAGE-BIG-ENDIAN-WORDS': [
      '32-bit samples in big endian OW: other readers may give other values.',
      'Compare the values with their source.',
    ],
    'IMAGE-VOI': [
      'A window or VOI table of the header makes no sense; only the picture leaves it out.',
      'Correct the header at its source.',
    ],
    'IMAGE-PALETTE-MISSING': [
      'A PALETTE COLOR image without its colour tables.',
      'Export it again with them, or as RGB.',
    ],
    'IMAGE-CODESTREAM': [
      'Bits, sign or coding of the compressed pixels are not what the header says; they are decoded as they are.',
      'Compare the image with its source.',
    ],
    'IMAGE-FRAME-VECTOR': [
      'A vector of a multi-frame image does not number its frames, so that what each frame is of is not known.',
      'Correct the header at its source.',
    ],
    'IMAGE-SPACING-UNKNOWN': [
      'A projection image writes a pixel spacing of 0: the distance of its pixels is not known.',
      'Measure nothing in millimetres on it, or correct the header at its source.',
    ],
    'IMAGE-RESCALE-INCOMPLETE': [
      'Rescale slope or intercept stands without the other.',
      'Correct the header at its source.',
    ],
    'SEG-WITHOUT-GEOMETRY': [
      'A segmentation whose frames have no place in the patient.',
      'Use it only with the images it names.',
    ],
    'SEG-POSITIONS-UNEVEN': ['Positions of frames fit no even grid.', 'Check it against its images.'],
    'SEG-FRAME-DUPLICATE': ['A segment has the same frame twice.', 'Export it again.'],
    'SEG-FRAME-GROUPS-EXCESS': [
      'More frames are described than there are.',
      'Compare it with its source: frames may be missing.',
    ],
    'SEG-SEGMENT-EMPTY': ['A segment is described but marks no voxel.', 'Confirm that it was left empty.'],
    'SEG-SEGMENT-UNDESCRIBED': [
      'A frame or pixel names a segment that is not described.',
      'Export the segmentation again.',
    ],
    'SEG-FRACTION-ABOVE-MAXIMUM': [
      'A fractional value lies above the stated maximum.',
      'Correct MaximumFractionalValue at its source.',
    ],
    'RTSTRUCT-ROI-UNDESCRIBED': ['Contours of a region without a name.', 'Export the structure set again.'],
    'RTSTRUCT-POINT-COUNT': [
      'A contour has another number of points than it says.',
      'Compare it with its source.',
    ],
    'RTSTRUCT-CONTOUR-OPEN': ['A closed contour with less than three points.', 'Compare it with its source.'],
    'SEG-FRAME-OF-REFERENCE': [
      'Another frame of reference than the images.',
      'Give the images it was drawn on.',
    ],
    'SEG-SERIES-DIFFERS': [
      'Drawn on another series than the images given.',
      'Give the images it was drawn on.',
    ],
    'SEG-REFERENCE-MISSING': [
      'Images that the segmentation refers to are not there.',
      'Give the images it was drawn on.',
    ],
    'RTSTRUCT-FRAME-OF-REFERENCE': [
      'Another frame of reference than the images.',
      'Give the images it was drawn on.',
    ],
    'RTSTRUCT-SERIES-DIFFERS': [
      'Drawn on another series than the images given.',
      'Give the images it was drawn on.',
    ],
    'RTSTRUCT-REFERENCE-MISSING': [
      'Images that the structure set refers to are not there.',
      'Give the images it was drawn on.',
    ],
    'SEG-GRID-DIFFERS': ['Another grid than the images.', 'Give the images it was drawn on.'],
    'SEG-WITHOUT-REFERENCE': [
      'It names neither images nor a place: whether it belongs to the images cannot be told.',
      'Export it with its references.',
    ],
    'RTSTRUCT-WITHOUT-REFERENCE': [
      'It names neither images nor a place: whether it belongs to the images cannot be told.',
      'Export it with its references.',
    ],
    'ANNOTATION-WITHOUT-IMAGE': [
      'The image a mask is asked for is not in the file of annotations.',
      'Give the image they were drawn on.',
    ],
    'ANNOTATION-SIZE-DIFFERS': [
      'The image has another size than the file of annotations says.',
      'Give the image they were drawn on.',
    ],
    'IMAGE-GRID-DIFFERS': [
      'An image or label map has other voxels than the images it is held against.',
      'Give the image it belongs to.',
    ],
    'IMAGE-WITHOUT-GRID': [
      'An image, label map or the images given are no volume: nothing can be compared.',
      'Give the complete series, and a volume with spacing and position.',
    ],
    'SR-ITEM-UNTYPED': [
      'Content items of a report do not say what they are; what they hold, measurements perhaps, is left out.',
      'Export the report again from its source.',
    ],
    'SR-WITHOUT-REFERENCE': [
      'It names neither images nor a place: whether it belongs to the images cannot be told.',
      'Export it with its references.',
    ],
    'SR-FRAME-OF-REFERENCE': [
      'Another frame of reference than the images.',
      'Give the images that were measured.',
    ],
    'SR-SERIES-DIFFERS': [
      'Measured on another series than the images given.',
      'Give the images that were measured.',
    ],
    'SR-REFERENCE-MISSING': [
      'Images that the report refers to are not there.',
      'Give the images that were measured.',
    ],
    'SR-COORDINATES-OUTSIDE': [
      'Coordinates of a report lie outside of the images.',
      'Give the images that were measured; if they are, correct the report.',
    ],
    'ANNOTATION-READER-NAME': [
      'A name of a reader stands in labels or other free text; it is not printed.',
      'Rename what it stands in before the file is passed on.',
    ],
    'RTSTRUCT-WITHOUT-GRID': [
      'The images are no even volume: contours give no voxels.',
      'Give the images it was drawn on.',
    ],
    'RTSTRUCT-CONTOUR-BEYOND': [
      'Contours of a region reach beyond the pixels of the images; what lies there is not in the mask.',
      'Give the images the region was drawn on, not a part of their field of view.',
    ],
    'RTSTRUCT-ROI-FRAME-DIFFERS': [
      'A region was drawn in another frame of reference than that of the images.',
      'Give the images it was drawn on: without a registration it has no place in these.',
    ],
    'RTSTRUCT-SLICES-SKIPPED': [
      'A region has no contour on slices between its first and its last. Nothing is filled in.',
      'Make sure that the region has a gap there, and was not drawn on some slices only.',
    ],
    'RTSTRUCT-CONTOURS-CROSS': [
      'Contours of a region cross or repeat one another in a slice; what they share is left out.',
      'Look at the region.',
    ],
    'RTSTRUCT-CONTOUR-OFF-GRID': [
      'Contours that lie on no slice of the images.',
      'Give the images it was drawn on.',
    ],
    'IMAGE-NOT-DICOM': ['The file is no DICOM file.', 'Take it out, or export it again.'],
    'IMAGE-TRUNCATED': ['The file ends before its content does.', 'Copy it again from its source.'],
    'IMAGE-INVALID': ['The header contradicts itself or the pixels.', 'Export the image again.'],
    'IMAGE-UNSUPPORTED': [
      'A kind of image this version does not read.',
      'Convert it without loss, or leave it out by a rule.',
    ],
    'IMAGE-IDENTIFIERS': ['Images with identifying values: nothing was ingested.', 'De-identify them.'],
  },
  'Geometry of series': {
    'GEOMETRY-SEVERAL-SERIES': [
      'The files belong to more than one SeriesInstanceUID.',
      'Give one series a folder.',
    ],
    'GEOMETRY-NO-POSITION': [
      'A slice has no ImagePositionPatient, ImageOrientationPatient or PixelSpacing.',
      'Export the series with its image plane, or leave the slice out.',
    ],
    'GEOMETRY-COLOUR': ['A slice is a colour image.', 'Give a series of single-valued images.'],
    'GEOMETRY-MIXED-FRAME-OF-REFERENCE': [
      'Slices of one series have different FrameOfReferenceUID, so their positions cannot be compared.',
      'Separate them.',
    ],
    'GEOMETRY-MIXED-ORIENTATION': [
      'Slices of one series lie in different orientations, often a localizer.',
      'Take the others out, or allow it (data.geometry.allow): then the most frequent orientation is kept.',
    ],
    'GEOMETRY-MIXED-SIZE': [
      'Slices have different rows or columns.',
      'Take the others out, or allow it (data.geometry.allow): then the most frequent size is kept.',
    ],
    'GEOMETRY-MIXED-PIXEL-SPACING': [
      'Slices have different pixel spacing.',
      'Take the others out, or allow it (data.geometry.allow): then the most frequent is kept.',
    ],
    'GEOMETRY-MIXED-VALUES': [
      'Slices differ in modality, unit, photometric interpretation or container of their values.',
      'Take the others out, or allow it (data.geometry.allow): then the most frequent kind is kept.',
    ],
    'GEOMETRY-SEVERAL-VOLUMES': [
      'Every position occurs several times: time points, echoes or reconstructions.',
      'Give one volume a folder.',
    ],
    'GEOMETRY-DUPLICATE-POSITION': [
      'Two slices lie at one position.',
      'Take one out, or allow it (data.geometry.allow): then the lowest InstanceNumber is kept.',
    ],
    'GEOMETRY-DISTANT-SLICE': [
      'A gap of more than ten slice distances.',
      'Give one stack, or allow it (data.geometry.allow): then the longest run is kept.',
    ],
    'GEOMETRY-MISSING-SLICE': [
      'The gap between two slices is a multiple of the slice distance (2 % per distance are let pass).',
      'Fetch the missing slices, or allow it (data.geometry.allow): then the slices present are taken as evenly spaced.',
    ],
    'GEOMETRY-UNEVEN-SPACING': [
      'A slice distance differs by more than 2 % from the usual one, or a slice lies a tenth of a distance off its place in an even grid.',
      'Fetch the series again, or allow it (data.geometry.allow): then the slices are taken as evenly spaced.',
    ],
    'GEOMETRY-GANTRY-TILT': [
      'Slices are shifted within their plane by more than 2 % of the slice distance.',
      'Correct the tilt, or allow it (data.geometry.allow): then the volume is sheared as the slices are.',
    ],
    'GEOMETRY-TOO-FEW-SLICES': [
      'Fewer than three slices (two for frames of one object): whether slices are missing cannot be told.',
      'Give the whole series, or allow it (data.geometry.allow): then two are enough.',
    ],
    'GEOMETRY-SPACING-STATED': [
      'SpacingBetweenSlices or SliceThickness differs from the distance of the positions.',
      'Nothing, if slices overlap or have gaps on purpose; the positions are used.',
    ],
  },
  Model: {
    'MODEL-DATA-VERSION-UNKNOWN': [
      'The package does not name the version of its training data.',
      'Add dataVersion to the descriptor: the DVC path and md5, or the SHA-256 of a manifest.',
    ],
    'MODEL-RULE': ['The model package contradicts itself.', 'Correct the descriptor at the place named.'],
    'MODEL-FILE': ['A file of the package is missing or lies outside the project.', 'Put it in place.'],
    'MODEL-INVALID': [
      'The package or its network cannot be used.',
      'Correct the descriptor, or export the network again.',
    ],
    'MODEL-SHAPE': [
      'The network takes or gives another shape than the descriptor says.',
      'Make descriptor and network agree.',
    ],
    'MODEL-OUTPUT': [
      'The network gave something that is no score, or one outside its declared range.',
      'Correct the range or the steps after the network.',
    ],
    'MODEL-WORKER': ['The process that infers could not start or died.', 'See the message; resume the run.'],
  },
  Lock: {
    'NOT-LOCKED': ['There is no lock.', 'Rehearse, then lock.'],
    'LOCK-FILE-MISSING': ['A file to be locked is missing.', 'Put it in place.'],
    'LOCK-IMAGE-CHANGED': [
      'An image has other bytes than its manifest says.',
      'Restore it, or inventory the set again.',
    ],
    'BOUND-FILE-MISSING': ['A locked file is missing.', 'Restore it.'],
    'BOUND-FILE-CHANGED': [
      'A locked file has other bytes than at lock.',
      'Restore it; a change needs a new version of the protocol and a new lock.',
    ],
    'BOUND-FILE-SWAPPED': ['A locked file was replaced by another locked one.', 'Restore both.'],
    'SCORER-CHANGED': ['The installed program is another than at lock.', 'Install the locked version.'],
  },
  Evidence: {
    'FILE-CHANGED': ['A file has other bytes than were vouched for.', 'Restore it from a backup.'],
    'FILE-MISSING': ['A file that was vouched for is missing.', 'Restore it from a backup.'],
    'FILE-UNVOUCHED': ['A file that nothing vouches for.', 'Take it out of the evidence folder.'],
    'FILE-UNFINISHED': ['A file of a step that was not finished.', 'Resume the step.'],
    'FILE-LEFT-BEHIND': ['A temporary file of a writer that was stopped.', 'It may be deleted.'],
    'FILE-UNREADABLE': ['A file cannot be read.', 'Check its permissions and the disk.'],
    'FILE-NOT-REGULAR': [
      'A link or device stands where a file should be.',
      'Put the file itself in its place.',
    ],
    'STORE-OBJECT-MISSING': ['A stored copy is missing.', 'Restore it from a backup.'],
    'STORE-OBJECT-CHANGED': [
      'A stored copy does not have the digest it is named for.',
      'Restore it from a backup.',
    ],
    'LEDGER-MISSING': ['The ledger has no entries.', 'Name a project, or restore its evidence.'],
    'LEDGER-ENTRY-EDITED': ['An entry was changed after it was written.', 'Restore it from a backup.'],
    'LEDGER-ENTRY-INSERTED': ['An entry was put in later.', 'Take it out.'],
    'LEDGER-ENTRY-MOVED': ['An entry stands in the place of another.', 'Restore the ledger.'],
    'LEDGER-GAP': ['An entry is missing between others.', 'Restore it.'],
    'LEDGER-TRUNCATED': ['The last entries are missing.', 'Restore them.'],
    'LEDGER-REWRITTEN': [
      'A record saw another ledger than the present one.',
      'Restore the evidence; the ledger was replaced.',
    ],
    'LEDGER-HEAD-EDITED': ['The head of the ledger does not fit its entries.', 'Restore it.'],
    'LEDGER-HEAD-MISSING': ['The head of the ledger is missing.', 'Restore it.'],
    'LEDGER-HEAD-BEHIND': [
      'A writer was stopped before it could update the head. A warning.',
      'The next command brings it up to date.',
    ],
    'LEDGER-CLOCK-BACKWARD': [
      'An entry is dated before the one ahead of it. A warning.',
      'Say in the report why the clock went back.',
    ],
    'SIGNATURE-INVALID': ['A signature does not hold.', 'Sign again, or restore the signed record.'],
    'SIGNATURE-NOT-FOR-THIS': [
      'A signature is for another version of the record.',
      'Sign the present version.',
    ],
    'SIGNATURE-OF-EARLIER-RENDERING': [
      'A signature is for an earlier rendering of the dossier.',
      'None, if the newer one is signed too.',
    ],
    'VERIFY-NUMBER': [
      'A number does not follow from the stored rows.',
      'Restore the run folder; if its files are intact, report a defect.',
    ],
    'VERIFY-VERDICT': ['A verdict does not follow from the stored rows.', 'The same.'],
    'VERIFY-DECISION': [
      'A step of the decision on the family, or its outcome for an endpoint, does not follow from the stored rows.',
      'The same.',
    ],
    'VERIFY-CONTENT': ['The results are not what the stored rows give.', 'The same.'],
    'VERIFY-SCORES': [
      'The scores are not what the predictions and the reference standard give.',
      'The same.',
    ],
    'VERIFY-NOT-COMPUTABLE': ['The numbers of a run cannot be computed again.', 'Restore the run folder.'],
  },
  'Errors that stop a command': {
    'INPUT-ARGUMENT': ['An argument or option that is not understood.', 'See `--help`.'],
    'INPUT-FILE-MISSING': ['A file does not exist.', 'Correct the path.'],
    'INPUT-FILE-UNREADABLE': ['A file cannot be read.', 'Check that it is a file and that you may read it.'],
    'INPUT-FILE-EXISTS': ['The file exists already.', 'Choose another name; nothing is overwritten.'],
    'INPUT-FOLDER-EXISTS': ['The folder exists already.', 'Choose another; nothing is overwritten.'],
    'INPUT-FOLDER-UNWRITABLE': [
      'The folder cannot be written to.',
      'Check its permissions and the space on the disk.',
    ],
    'INPUT-PATH-ESCAPES': ['A path leaves the project.', 'Use a path inside.'],
    'INPUT-SYNTAX': ['A file is not readable as what it should be.', 'Correct it at the place named.'],
    'INPUT-SCHEMA': ['A file does not have its form.', 'Correct it at the place named.'],
    'INPUT-FINDINGS': ['The content has findings that stop the command.', 'Run `veritome check`.'],
    'INPUT-UNKNOWN-KIND': [
      'No reader knows what the file or folder holds.',
      'See `veritome inspect --help` for what can be read.',
    ],
    'INPUT-NOT-A-PROJECT': ['The folder is no project.', 'Name one, or make one with `veritome init`.'],
    'INPUT-PASSPHRASE': ['The passphrase is missing or wrong.', 'Give the right one.'],
    'INPUT-ORDER': ['A step before this one is missing.', 'Do what the hint says.'],
    'INPUT-DUPLICATE': ['Something that must be unique is there already.', 'Choose another.'],
    'INPUT-NOT-BLIND': [
      'The reference standard lies where the inferring process could read it.',
      'Move it out of the image folder.',
    ],
    'STATS-ARGUMENT': ['A statistic was asked of numbers it is not defined for.', 'Correct the input.'],
    'STATS-UNKNOWN': ['An estimator or interval that does not exist.', 'See `veritome stat --list`.'],
    'INTEGRITY-BOUND-FILE': ['A locked file changed.', 'Restore it, or lock a new version.'],
    'INTEGRITY-LEDGER': ['The ledger is broken.', 'Run `veritome verify`.'],
    'INTEGRITY-STORE': ['The store is broken.', 'Run `veritome verify`.'],
    'INTEGRITY-SIGNATURE': ['A signature does not hold.', 'Run `veritome verify`.'],
    'INTEGRITY-CHECKPOINT': [
      'The checkpoint of a run does not fit its inputs.',
      'Restore the files it was made with.',
    ],
    'INTEGRITY-DATA-VERSION': [
      'Files are not those a DVC file records, or a DVC object does not have the md5 in its name.',
      'Restore the files with `dvc checkout`, or record the new version with `dvc commit`.',
    ],
    'INTEGRITY-SCORER': ['The program is not the one that was locked.', 'Install the locked version.'],
    'CANONICAL-NOT-JSON': [
      'A value without an exact JSON form was about to enter evidence.',
      'Report it as a defect.',
    ],
    'RUN-INTERRUPTED': ['The run was stopped.', 'Resume it with `veritome run --resume`.'],
    'RUN-NO-LOOK-LEFT': [
      'All granted looks are used.',
      'A further look needs a new version of the protocol.',
    ],
    'RUN-BUSY': ['Another process is running this project.', 'Wait for it.'],
    'RENDER-NO-BROWSER': [
      'No browser was found.',
      'Set `PUPPETEER_EXECUTABLE_PATH`, or install the optional one.',
    ],
    'RENDER-FAILED': ['A document could not be made.', 'See the message.'],
    'RENDER-UNKNOWN-NUMBER': ['A page prints a number that evidence does not hold.', 'Correct the template.'],
    DEFECT: ['A defect of this program.', 'Report it with the message.'],
  },
};
