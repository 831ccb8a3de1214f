/**
 * DICOM PS3.15 table E.1-1 (edition 2024c), one row a line: tag, keyword, action of the basic profile, then for each
 * option that changes it the option's code (PS3.16 CID 7050) with its action. X remove, Z empty, D dummy, U new UID,
 * C clean, K keep. Private attributes are a rule of their own (`residual.ts`).
 */
export const PROFILE_ROWS = `
00001000 AffectedSOPInstanceUID X 113110K
00001001 RequestedSOPInstanceUID U 113110K
00020003 MediaStorageSOPInstanceUID U 113110K
00041511 ReferencedSOPInstanceUIDInFile U 113110K
00080012 InstanceCreationDate X/D 113106K 113107C
00080013 InstanceCreationTime X/Z/D 113106K 113107C
00080014 InstanceCreatorUID U 113110K
00080015 InstanceCoercionDateTime X 113106K 113107C
00080017 AcquisitionUID U 113110K
00080018 SOPInstanceUID U 113110K
00080019 PyramidUID U 113110K
00080020 StudyDate Z 113106K 113107C
00080021 SeriesDate X/D 113106K 113107C
00080022 AcquisitionDate X/Z 113106K 113107C
00080023 ContentDate Z/D 113106K 113107C
00080024 OverlayDate X 113106K 113107C
00080025 CurveDate X 113106K 113107C
0008002a AcquisitionDateTime X/Z/D 113106K 113107C
00080030 StudyTime Z 113106K 113107C
00080031 SeriesTime X/D 113106K 113107C
00080032 AcquisitionTime X/Z 113106K 113107C
00080033 ContentTime Z/D 113106K 113107C
00080034 OverlayTime X 113106K 113107C
00080035 CurveTime X 113106K 113107C
00080050 AccessionNumber Z
00080054 RetrieveAETitle X 113109C
00080055 StationAETitle X 113109C
00080058 FailedSOPInstanceUIDList U 113110K
00080080 InstitutionName X/Z/D 113112K
00080081 InstitutionAddress X 113112K
00080082 InstitutionCodeSequence X/Z/D 113112K
00080090 ReferringPhysicianName Z
00080092 ReferringPhysicianAddress X
00080094 ReferringPhysicianTelephoneNumbers X
00080096 ReferringPhysicianIdentificationSequence X
0008009c ConsultingPhysicianName Z
0008009d ConsultingPhysicianIdentificationSequence X
00080106 ContextGroupVersion D 113106K 113107C
00080107 ContextGroupLocalVersion D 113106K 113107C
00080201 TimezoneOffsetFromUTC X 113106K 113107C
00081000 NetworkID X 113109C
00081010 StationName X/Z/D 113109K
00081030 StudyDescription X 113105C
0008103e SeriesDescription X 113105C
00081040 InstitutionalDepartmentName X 113112K
00081041 InstitutionalDepartmentTypeCodeSequence X 113112K
00081048 PhysiciansOfRecord X
00081049 PhysiciansOfRecordIdentificationSequence X
00081050 PerformingPhysicianName X
00081052 PerformingPhysicianIdentificationSequence X
00081060 NameOfPhysiciansReadingStudy X
00081062 PhysiciansReadingStudyIdentificationSequence X
00081070 OperatorsName X/Z/D
00081072 OperatorIdentificationSequence X/D
00081080 AdmittingDiagnosesDescription X 113105C
00081084 AdmittingDiagnosesCodeSequence X 113105C
00081088 PyramidDescription X 113105C
00081110 ReferencedStudySequence X/Z 113110K
00081111 ReferencedPerformedProcedureStepSequence X/Z/D 113110K
00081120 ReferencedPatientSequence X 113110K
00081140 ReferencedImageSequence X/Z/U* 113110K
00081155 ReferencedSOPInstanceUID U 113110K
00081195 TransactionUID U 113110K
00082111 DerivationDescription X 113105C
00082112 SourceImageSequence X/Z/U* 113110K
00083010 IrradiationEventUID U 113110K
00084000 IdentifyingComments X 113105C
00100010 PatientName Z
00100020 PatientID Z/D
00100021 IssuerOfPatientID X
00100030 PatientBirthDate Z
00100032 PatientBirthTime X
00100040 PatientSex Z 113108K
00100050 PatientInsurancePlanCodeSequence X
00100101 PatientPrimaryLanguageCodeSequence X
00100102 PatientPrimaryLanguageModifierCodeSequence X
00101000 OtherPatientIDs X
00101001 OtherPatientNames X
00101002 OtherPatientIDsSequence X
00101005 PatientBirthName X
00101010 PatientAge X 113108K
00101020 PatientSize X 113108K
00101030 PatientWeight X 113108K
00101040 PatientAddress X
00101050 InsurancePlanIdentification X
00101060 PatientMotherBirthName X
00101080 MilitaryRank X
00101081 BranchOfService X
00101090 MedicalRecordLocator X
00101100 ReferencedPatientPhotoSequence X
00102000 MedicalAlerts X 113105C
00102110 Allergies X 113105C 113108C
00102150 CountryOfResidence X
00102152 RegionOfResidence X
00102154 PatientTelephoneNumbers X
00102155 PatientTelecomInformation X
00102160 EthnicGroup X 113108K
00102161 EthnicGroupCodeSequence X 113108K
00102180 Occupation X 113105C
001021a0 SmokingStatus X 113108K
001021b0 AdditionalPatientHistory X 113105C
001021c0 PregnancyStatus X 113108K
001021d0 LastMenstrualDate X 113106K 113107C
001021f0 PatientReligiousPreference X
00102203 PatientSexNeutered X/Z 113108K
00102297 ResponsiblePerson X
00102299 ResponsibleOrganization X
00104000 PatientComments X 113105C
00120010 ClinicalTrialSponsorName D
00120020 ClinicalTrialProtocolID D
00120021 ClinicalTrialProtocolName Z
00120022 IssuerofClinicalTrialProtocolID X
00120023 OtherClinicalTrialProtocolIDsSequence X
00120030 ClinicalTrialSiteID Z 113112K
00120031 ClinicalTrialSiteName Z 113112K
00120032 IssuerofClinicalTrialSiteID X
00120040 ClinicalTrialSubjectID D
00120041 IssuerofClinicalTrialSubjectID X
00120042 ClinicalTrialSubjectReadingID D
00120043 IssuerofClinicalTrialSubjectReadingID X
00120050 ClinicalTrialTimePointID Z
00120051 ClinicalTrialTimePointDescription X 113105C
00120055 IssuerofClinicalTrialTimePointID X
00120060 ClinicalTrialCoordinatingCenterName Z 113112K
00120071 ClinicalTrialSeriesID X
00120072 ClinicalTrialSeriesDescription X 113105C
00120073 IssuerofClinicalTrialSeriesID X
00120081 ClinicalTrialProtocolEthicsCommitteeName D 113112K
00120082 ClinicalTrialProtocolEthicsCommitteeApprovalNumber X
00120086 EthicsCommitteeApprovalEffectivenessStartDate X 113106K 113107C
00120087 EthicsCommitteeApprovalEffectivenessEndDate X 113106K 113107C
0014407c CalibrationTime X 113106K 113107C 113109K
0014407e CalibrationDate X 113106K 113107C 113109K
0016002b MakerNote X 113105C
0016004b DeviceSettingDescription X 113105C
0016004d CameraOwnerName X
0016004e LensSpecification X 113109K
0016004f LensMake X 113109K
00160050 LensModel X 113109K
00160051 LensSerialNumber X 113109K
00160070 GPSVersionID X
00160071 GPSLatitudeRef X
00160072 GPSLatitude X
00160073 GPSLongitudeRef X
00160074 GPSLongitude X
00160075 GPSAltitudeRef X
00160076 GPSAltitude X
00160077 GPSTimeStamp X
00160078 GPSSatellites X
00160079 GPSStatus X
0016007a GPSMeasureMode X
0016007b GPSDOP X
0016007c GPSSpeedRef X
0016007d GPSSpeed X
0016007e GPSTrackRef X
0016007f GPSTrack X
00160080 GPSImgDirectionRef X
00160081 GPSImgDirection X
00160082 GPSMapDatum X
00160083 GPSDestLatitudeRef X
00160084 GPSDestLatitude X
00160085 GPSDestLongitudeRef X
00160086 GPSDestLongitude X
00160087 GPSDestBearingRef X
00160088 GPSDestBearing X
00160089 GPSDestDistanceRef X
0016008a GPSDestDistance X
0016008b GPSProcessingMethod X
0016008c GPSAreaInformation X
0016008d GPSDateStamp X 113106K 113107C
0016008e GPSDifferential X
00180010 ContrastBolusAgent Z/D 113105C
00180027 InterventionDrugStopTime X 113106K 113107C
00180035 InterventionDrugStartTime X 113106K 113107C
00181000 DeviceSerialNumber X/Z/D 113109K
00181002 DeviceUID U 113109K 113110K
00181004 PlateID X 113109K
00181005 GeneratorID X 113109K
00181007 CassetteID X 113109K
00181008 GantryID X 113109K
00181009 UniqueDeviceIdentifier X 113109K
0018100a UDISequence X 113109K
0018100b ManufacturerDeviceClassUID U 113109K 113110K
00181012 DateOfSecondaryCapture X 113106K 113107C
00181014 TimeOfSecondaryCapture X 113106K 113107C
00181030 ProtocolName X/D 113105C
00181042 ContrastBolusStartTime X 113106K 113107C
00181043 ContrastBolusStopTime X 113106K 113107C
00181072 RadiopharmaceuticalStartTime X 113106K 113107C
00181073 RadiopharmaceuticalStopTime X 113106K 113107C
00181078 RadiopharmaceuticalStartDateTime X 113106K 113107C
00181079 RadiopharmaceuticalStopDateTime X 113106K 113107C
001811bb AcquisitionFieldOfViewLabel D 113105C
00181200 DateOfLastCalibration X 113106K 113107C 113109K
00181201 TimeOfLastCalibration X 113106K 113107C 113109K
00181202 DateTimeOfLastCalibration X 113106K 113107C 113109K
00181203 CalibrationDateTime Z 113106K 113107C 113109K
00181204 DateofManufacture X 113106K 113107C 113109K
00181205 DateofInstallation X 113106K 113107C 113109K
00181400 AcquisitionDeviceProcessingDescription X/D 113105C
00182042 TargetUID U 113110K
00184000 AcquisitionComments X 113105C
00185011 TransducerIdentificationSequence X 113109K
0018700a DetectorID X/D 113109K
0018700c DateOfLastDetectorCalibration X/D 113106K 113107C 113109K
0018700e TimeOfLastDetectorCalibration X/D 113106K 113107C 113109K
00189074 FrameAcquisitionDateTime D 113106K 113107C
00189151 FrameReferenceDateTime D 113106K 113107C
00189185 RespiratoryMotionCompensationTechniqueDescription X 113105C
00189367 XRaySourceID D 113109K
00189369 SourceStartDateTime D 113106K 113107C
0018936a SourceEndDateTime D 113106K 113107C
00189371 XRayDetectorID D 113109K
00189373 XRayDetectorLabel X 113109K
0018937b MultienergyAcquisitionDescription X 113105C
0018937f DecompositionDescription X 113105C
00189424 AcquisitionProtocolDescription X 113105C
00189516 StartAcquisitionDateTime X/D 113106K 113107C
00189517 EndAcquisitionDateTime X/D 113106K 113107C
00189623 FunctionalSyncPulse D 113106K 113107C
00189701 DecayCorrectionDateTime D 113106K 113107C
00189804 ExclusionStartDateTime D 113106K 113107C
00189919 InstructionPerformedDateTime Z/D 113106K 113107C
00189937 RequestedSeriesDescription X 113105C
0018a002 ContributionDateTime X 113106K 113107C
0018a003 ContributionDescription X 113105C
0020000d StudyInstanceUID U 113110K
0020000e SeriesInstanceUID U 113110K
00200010 StudyID Z
00200027 PyramidLabel X 113105C
00200052 FrameOfReferenceUID U 113110K
00200200 SynchronizationFrameOfReferenceUID U 113110K
00203401 ModifyingDeviceID X 113109K
00203403 ModifiedImageDate X 113106K 113107C
00203405 ModifiedImageTime X 113106K 113107C
00203406 ModifiedImageDescription X
00204000 ImageComments X 113105C
00209158 FrameComments X 113105C
00209161 ConcatenationUID U 113110K
00209164 DimensionOrganizationUID U 113110K
00281199 PaletteColorLookupTableUID U 113110K
00281214 LargePaletteColorLookupTableUID U 113110K
00284000 ImagePresentationComments X
00320012 StudyIDIssuer X
00320032 StudyVerifiedDate X 113106K 113107C
00320033 StudyVerifiedTime X 113106K 113107C
00320034 StudyReadDate X 113106K 113107C
00320035 StudyReadTime X 113106K 113107C
00321000 ScheduledStudyStartDate X 113106K 113107C
00321001 ScheduledStudyStartTime X 113106K 113107C
00321010 ScheduledStudyStopDate X 113106K 113107C
00321011 ScheduledStudyStopTime X 113106K 113107C
00321020 ScheduledStudyLocation X 113109K
00321021 ScheduledStudyLocationAETitle X 113109C
00321030 ReasonForStudy X 113105C
00321032 RequestingPhysician X
00321033 RequestingService X
00321040 StudyArrivalDate X 113106K 113107C
00321041 StudyArrivalTime X 113106K 113107C
00321050 StudyCompletionDate X 113106K 113107C
00321051 StudyCompletionTime X 113106K 113107C
00321060 RequestedProcedureDescription X/Z 113105C
00321066 ReasonForVisit X 113105C
00321067 ReasonForVisitCodeSequence X 113105C
00321070 RequestedContrastAgent X 113105C
00324000 StudyComments X 113105C
00340001 FlowIdentifierSequence D
00340002 FlowIdentifier D
00340005 SourceIdentifier D
00340007 FrameOriginTimestamp D 113106K 113107C
00380004 ReferencedPatientAliasSequence X
00380010 AdmissionID X
00380011 IssuerOfAdmissionID X
00380014 IssuerOfAdmissionIDSequence X
0038001a ScheduledAdmissionDate X 113106K 113107C
0038001b ScheduledAdmissionTime X 113106K 113107C
0038001c ScheduledDischargeDate X 113106K 113107C
0038001d ScheduledDischargeTime X 113106K 113107C
0038001e ScheduledPatientInstitutionResidence X
00380020 AdmittingDate X 113106K 113107C
00380021 AdmittingTime X 113106K 113107C
00380030 DischargeDate X 113106K 113107C
00380032 DischargeTime X 113106K 113107C
00380040 DischargeDiagnosisDescription X 113105C
00380050 SpecialNeeds X 113108C
00380060 ServiceEpisodeID X
00380061 IssuerOfServiceEpisodeID X
00380062 ServiceEpisodeDescription X 113105C
00380064 IssuerOfServiceEpisodeIDSequence X
00380300 CurrentPatientLocation X
00380400 PatientInstitutionResidence X
00380500 PatientState X 113105C 113108C
00384000 VisitComments X 113105C
003a0310 MultiplexGroupUID U 113110K
003a0314 ImpedanceMeasurementDateTime D 113106K 113107C
003a0329 WaveformFilterDescription X 113105C
003a032b FilterLookupTableDescription X 113105C
00400001 ScheduledStationAETitle X 113109C
00400002 ScheduledProcedureStepStartDate X 113106K 113107C
00400003 ScheduledProcedureStepStartTime X 113106K 113107C
00400004 ScheduledProcedureStepEndDate X 113106K 113107C
00400005 ScheduledProcedureStepEndTime X 113106K 113107C
00400006 ScheduledPerformingPhysicianName X
00400007 ScheduledProcedureStepDescription X 113105C
00400009 ScheduledProcedureStepID X
0040000b ScheduledPerformingPhysicianIdentificationSequence X
00400010 ScheduledStationName X 113109K
00400011 ScheduledProcedureStepLocation X 113109K
00400012 PreMedication X 113108C
00400241 PerformedStationAETitle X 113109C
00400242 PerformedStationName X 113109K
00400243 PerformedLocation X
00400244 PerformedProcedureStepStartDate X 113106K 113107C
00400245 PerformedProcedureStepStartTime X 113106K 113107C
00400250 PerformedProcedureStepEndDate X 113106K 113107C
00400251 PerformedProcedureStepEndTime X 113106K 113107C
00400253 PerformedProcedureStepID X
00400254 PerformedProcedureStepDescription X 113105C
00400275 RequestAttributesSequence X 113105C
00400280 CommentsOnThePerformedProcedureStep X 113105C
00400310 CommentsOnRadiationDose X 113105C
0040050a SpecimenAccessionNumber X
00400512 ContainerIdentifier D
00400513 IssuerOfTheContainerIdentifierSequence Z
0040051a ContainerDescription X 113105C
00400551 SpecimenIdentifier D
00400554 SpecimenUID U 113110K
00400555 AcquisitionContextSequence X/Z 113104C
00400562 IssuerOfTheSpecimenIdentifierSequence Z
00400600 SpecimenShortDescription X 113105C
00400602 SpecimenDetailedDescription X 113105C
00400610 SpecimenPreparationSequence Z 113104C
004006fa SlideIdentifier X
00401001 RequestedProcedureID X
00401002 ReasonForTheRequestedProcedure X 113105C
00401004 PatientTransportArrangements X
00401005 RequestedProcedureLocation X
0040100a ReasonForRequestedProcedureCodeSequence X 113105C
00401010 NamesOfIntendedRecipientsOfResults X
00401011 IntendedRecipientsOfResultsIdentificationSequence X
00401101 PersonIdentificationCodeSequence D
00401102 PersonAddress X
00401103 PersonTelephoneNumbers X
00401104 PersonTelecomInformation X
00401400 RequestedProcedureComments X 113105C
00402001 ReasonForTheImagingServiceRequest X 113105C
00402004 IssueDateOfImagingServiceRequest X 113106K 113107C
00402005 IssueTimeOfImagingServiceRequest X 113106K 113107C
00402008 OrderEnteredBy X
00402009 OrderEntererLocation X
00402010 OrderCallbackPhoneNumber X
00402011 OrderCallbackTelecomInformation X
00402016 PlacerOrderNumberImagingServiceRequest Z
00402017 FillerOrderNumberImagingServiceRequest Z
00402400 ImagingServiceRequestComments X 113105C
00403001 ConfidentialityConstraintOnPatientDataDescription X
00404005 ScheduledProcedureStepStartDateTime X 113106K 113107C
00404008 ScheduledProcedureStepExpirationDateTime X 113106K 113107C
00404010 ScheduledProcedureStepModificationDateTime X 113106K 113107C
00404011 ExpectedCompletionDateTime X 113106K 113107C
00404023 ReferencedGeneralPurposeScheduledProcedureStepTransactionUID U 113110K
00404025 ScheduledStationNameCodeSequence X 113109K
00404027 ScheduledStationGeographicLocationCodeSequence X 113109K
00404028 PerformedStationNameCodeSequence X 113109K
00404030 PerformedStationGeographicLocationCodeSequence X 113109K
00404034 ScheduledHumanPerformersSequence X
00404035 ActualHumanPerformersSequence X
00404036 HumanPerformerOrganization X
00404037 HumanPerformerName X
00404050 PerformedProcedureStepStartDateTime X 113106K 113107C
00404051 PerformedProcedureStepEndDateTime X 113106K 113107C
00404052 ProcedureStepCancellationDateTime X 113106K 113107C
0040a023 FindingsGroupRecordingDateTrial X 113106K 113107C
0040a024 FindingsGroupRecordingTimeTrial X 113106K 113107C
0040a027 VerifyingOrganization D
0040a030 VerificationDateTime D 113106K 113107C
0040a032 ObservationDateTime X/D 113106K 113107C
0040a033 ObservationStartDateTime X 113106K 113107C
0040a073 VerifyingObserverSequence D
0040a075 VerifyingObserverName D
0040a078 AuthorObserverSequence X
0040a07a ParticipantSequence X
0040a07c CustodialOrganizationSequence X
0040a082 ParticipationDateTime Z 113106K 113107C
0040a088 VerifyingObserverIdentificationCodeSequence Z
0040a110 DateOfDocumentOrVerbalTransactionTrial X 113106K 113107C
0040a112 TimeOfDocumentCreationOrVerbalTransactionTrial X 113106K 113107C
0040a120 DateTime D 113106K 113107C
0040a121 Date D 113106K 113107C
0040a122 Time D 113106K 113107C
0040a123 PersonName D
0040a124 UID U
0040a13a ReferencedDateTime D 113106K 113107C
0040a171 ObservationUID U 113110K
0040a172 ReferencedObservationUIDTrial U 113110K
0040a192 ObservationDateTrial X 113106K 113107C
0040a193 ObservationTimeTrial X 113106K 113107C
0040a307 CurrentObserverTrial X
0040a352 VerbalSourceTrial X
0040a353 AddressTrial X
0040a354 TelephoneNumberTrial X
0040a358 VerbalSourceIdentifierCodeSequenceTrial X
0040a402 ObservationSubjectUIDTrial U 113110K
0040a730 ContentSequence D 113104C
0040db06 TemplateVersion X 113106K 113107C
0040db07 TemplateLocalVersion X 113106K 113107C
0040db0c TemplateExtensionOrganizationUID U 113110K
0040db0d TemplateExtensionCreatorUID U 113110K
0040e004 HL7DocumentEffectiveTime X 113106K 113107C
00420011 EncapsulatedDocument D
00440004 ApprovalStatusDateTime X 113106K 113107C
0044000b ProductExpirationDateTime X 113106K 113107C
00440010 SubstanceAdministrationDateTime X 113106K 113107C
00440104 AssertionDateTime D 113106K 113107C
00440105 AssertionExpirationDateTime X 113106K 113107C
0050001b ContainerComponentID X
00500020 DeviceDescription X 113109K
00500021 LongDeviceDescription X 113105C
00620021 TrackingUID U 113110K
00640003 SourceFrameOfReferenceUID U 113110K
00686226 EffectiveDateTime D 113106K 113107C
00686270 InformationIssueDateTime D 113106K 113107C
006a0003 AnnotationGroupUID D 113110K
006a0005 AnnotationGroupLabel D 113105C
006a0006 AnnotationGroupDescription X 113105C
00700001 GraphicAnnotationSequence D 113103C
00700082 PresentationCreationDate X 113106K 113107C
00700083 PresentationCreationTime X 113106K 113107C
00700084 ContentCreatorName Z/D
00700086 ContentCreatorIdentificationCodeSequence X
0070031a FiducialUID U 113110K
00701101 PresentationDisplayCollectionUID U 113110K
00701102 PresentationSequenceCollectionUID U 113110K
0072000a HangingProtocolCreationDateTime D 113106K 113107C
0072005e SelectorAEValue D 113109C
0072005f SelectorASValue D 113108K
00720061 SelectorDAValue D 113106K 113107C
00720063 SelectorDTValue D 113106K 113107C
00720065 SelectorOBValue D
00720066 SelectorLOValue D 113105C
00720068 SelectorLTValue D 113105C
0072006a SelectorPNValue D
0072006b SelectorTMValue D 113106K 113107C
0072006c SelectorSHValue D 113105C
0072006d SelectorUNValue D
0072006e SelectorSTValue D 113105C
00720070 SelectorUTValue D 113105C
00720071 SelectorURValue D
00741234 ReceivingAE X 113109C
00741236 RequestingAE X 113109C
00880140 StorageMediaFileSetUID U 113110K
00880200 IconImageSequence X
00880904 TopicTitle X
00880906 TopicSubject X
00880910 TopicAuthor X
00880912 TopicKeywords X
01000420 SOPAuthorizationDateTime X 113106K 113107C
04000100 DigitalSignatureUID U
04000105 DigitalSignatureDateTime D 113106K 113107C
04000115 CertificateOfSigner D
04000310 CertifiedTimestamp X 113106K 113107C
04000402 ReferencedDigitalSignatureSequence X
04000403 ReferencedSOPInstanceMACSequence X
04000404 MAC X
04000550 ModifiedAttributesSequence X
04000551 NonconformingModifiedAttributesSequence X
04000552 NonconformingDataElementValue X
04000561 OriginalAttributesSequence X
04000562 AttributeModificationDateTime D 113106K 113107C
04000563 ModifyingSystem D 113109K
04000564 SourceOfPreviousValues Z 113112K
04000565 ReasonForTheAttributeModification D 113105C
04000600 InstanceOriginStatus X
20300020 TextString X
21000040 CreationDate X 113106K 113107C
21000050 CreationTime X 113106K 113107C
21000070 Originator X 113109C
21000140 DestinationAE D 113109C
22000002 LabelText X/Z 113105C
22000005 BarcodeValue X/Z
30020121 PositionAcquisitionTemplateName X 113105C
30020123 PositionAcquisitionTemplateDescription X 113105C
30060002 StructureSetLabel D 113105C
30060004 StructureSetName X 113105C
30060006 StructureSetDescription X 113105C
30060008 StructureSetDate Z 113106K 113107C
30060009 StructureSetTime Z 113106K 113107C
30060024 ReferencedFrameOfReferenceUID U 113110K
30060026 ROIName Z 113105C
30060028 ROIDescription X 113105C
3006002d ROIDateTime X 113106K 113107C
3006002e ROIObservationDateTime X 113106K 113107C
30060038 ROIGenerationDescription X 113105C
3006004d ROICreatorSequence X
3006004e ROIInterpreterSequence X
30060085 ROIObservationLabel X 113105C
30060088 ROIObservationDescription X 113105C
300600a6 ROIInterpreter Z
300600c2 RelatedFrameOfReferenceUID U 113110K
30080024 TreatmentControlPointDate D 113106K 113107C
30080025 TreatmentControlPointTime D 113106K 113107C
30080054 FirstTreatmentDate X/D 113106K 113107C
30080056 MostRecentTreatmentDate X/D 113106K 113107C
30080105 SourceSerialNumber X/Z 113109K
30080162 SafePositionExitDate D 113106K 113107C
30080164 SafePositionExitTime D 113106K 113107C
30080166 SafePositionReturnDate D 113106K 113107C
30080168 SafePositionReturnTime D 113106K 113107C
30080250 TreatmentDate X/D 113106K 113107C
30080251 TreatmentTime X/D 113106K 113107C
300a0002 RTPlanLabel D 113105C
300a0003 RTPlanName X 113105C
300a0004 RTPlanDescription X 113105C
300a0006 RTPlanDate X/D 113106K 113107C
300a0007 RTPlanTime X/D 113106K 113107C
300a000b TreatmentSites X 113105C
300a000e PrescriptionDescription X 113105C
300a0013 DoseReferenceUID U 113110K
300a0016 DoseReferenceDescription X 113105C
300a0054 TableTopPositionAlignmentUID U 113110K
300a0072 FractionGroupDescription X 113105C
300a0083 ReferencedDoseReferenceUID U 113110K
300a00b2 TreatmentMachineName X/Z 113109K
300a00c3 BeamDescription X 113105C
300a00dd BolusDescription X 113105C
300a0196 FixationDeviceDescription X 113105C
300a01a6 ShieldingDeviceDescription X 113105C
300a01b2 SetupTechniqueDescription X 113105C
300a0216 SourceManufacturer X 113109K
300a022c SourceStrengthReferenceDate D 113106K 113107C
300a022e SourceStrengthReferenceTime D 113106K 113107C
300a02eb CompensatorDescription X 113105C
300a0608 TreatmentPositionGroupLabel D 113105C
300a0609 TreatmentPositionGroupUID U 113110K
300a0611 RTAccessoryHolderSlotID Z
300a0615 RTAccessoryDeviceSlotID Z
300a0619 RadiationDoseIdentificationLabel D 113105C
300a0623 RadiationDoseInVivoMeasurementLabel D 113105C
300a062a RTToleranceSetLabel D 113105C
300a0650 PatientSetupUID U 113110K
300a0676 EquipmentFrameOfReferenceDescription X 113105C
300a067c RadiationGenerationModeLabel D 113105C
300a067d RadiationGenerationModeDescription Z 113105C
300a0700 TreatmentSessionUID U 113110K
300a0734 TreatmentToleranceViolationDescription D 113105C
300a0736 TreatmentToleranceViolationDateTime D 113106K 113107C
300a073a RecordedRTControlPointDateTime D 113106K 113107C
300a0741 InterlockDateTime D 113106K 113107C
300a0742 InterlockDescription D 113105C
300a0760 OverrideDateTime D 113106K 113107C
300a0783 InterlockOriginDescription D 113105C
300a0785 ReferencedTreatmentPositionGroupUID U 113110K
300a078e PatientTreatmentPreparationProcedureParameterDescription X 113105C
300a0792 PatientTreatmentPreparationMethodDescription X 113105C
300a0794 PatientSetupPhotoDescription X 113105C
300a079a DisplacementReferenceLabel X 113105C
300c0113 ReasonForOmissionDescription X 113105C
300c0127 BeamHoldTransitionDateTime D 113106K 113107C 113109K
300e0004 ReviewDate Z 113106K 113107C
300e0005 ReviewTime Z 113106K 113107C
300e0008 ReviewerName X/Z
30100006 ConceptualVolumeUID U 113110K
3010000b ReferencedConceptualVolumeUID U 113110K
3010000f ConceptualVolumeCombinationDescription Z 113105C
30100013 ConstituentConceptualVolumeUID U 113110K
30100015 SourceConceptualVolumeUID U 113110K
30100017 ConceptualVolumeDescription Z 113105C
3010001b DeviceAlternateIdentifier Z
3010002d DeviceLabel D 113109K
30100031 ReferencedFiducialsUID U 113110K
30100033 UserContentLabel D 113105C
30100034 UserContentLongLabel D 113105C
30100035 EntityLabel D 113105C
30100036 EntityName X 113105C
30100037 EntityDescription X 113105C
30100038 EntityLongLabel D 113105C
3010003b RTTreatmentPhaseUID U 113110K
30100043 ManufacturerDeviceIdentifier Z 113109K
3010004c IntendedPhaseStartDate X/D 113106K 113107C
3010004d IntendedPhaseEndDate X/D 113106K 113107C
30100054 RTPrescriptionLabel D 113105C
30100056 RTTreatmentApproachLabel X/D 113105C
3010005a RTPhysicianIntentNarrative Z 113105C
3010005c ReasonForSuperseding Z 113105C
30100061 PriorTreatmentDoseDescription X 113105C
3010006e DosimetricObjectiveUID U 113110K
3010006f ReferencedDosimetricObjectiveUID U 113110K
30100077 TreatmentSite X/D 113105C
3010007a TreatmentTechniqueNotes Z 113105C
3010007b PrescriptionNotes Z 113105C
3010007f FractionationNotes Z 113105C
30100081 PrescriptionNotesSequence Z 113105C
30100085 IntendedFractionStartTime X 113106K 113107C
40000010 Arbitrary X
40004000 TextComments X
40080040 ResultsID X
40080042 ResultsIDIssuer X
40080100 InterpretationRecordedDate X 113106K 113107C
40080101 InterpretationRecordedTime X 113106K 113107C
40080102 InterpretationRecorder X
40080108 InterpretationTranscriptionDate X 113106K 113107C
40080109 InterpretationTranscriptionTime X 113106K 113107C
4008010a InterpretationTranscriber X
4008010b InterpretationText X 113105C
4008010c InterpretationAuthor X
40080111 InterpretationApproverSequence X
40080112 InterpretationApprovalDate X 113106K 113107C
40080113 InterpretationApprovalTime X 113106K 113107C
40080114 PhysicianApprovingInterpretation X
40080115 InterpretationDiagnosisDescription X 113105C
40080118 ResultsDistributionListSequence X
40080119 DistributionName X
4008011a DistributionAddress X
40080200 InterpretationID X
40080202 InterpretationIDIssuer X
40080300 Impressions X 113105C
40084000 ResultsComments X 113105C
50xxxxxx CurveData X 113103C
60xx3000 OverlayData X 113103C
60xx4000 OverlayComments X 113103C
fffafffa DigitalSignaturesSequence X
fffcfffc DataSetTrailingPadding X
`;
