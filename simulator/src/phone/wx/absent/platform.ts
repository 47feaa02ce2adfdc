/** Written by `npm run apis` from the platform's typings; the marks are explained in absent.ts. */

/** The members of `wx`. */
export const WX = `
    addCard* addFileToFavorites* addPaymentPassFinish* addPaymentPassGetCertificateData* addPhoneCalendar*
    addPhoneContact* addPhoneRepeatCalendar* addVideoToFavorites* arrayBufferToBase64! authPrivateMessage* authorize*
    authorizeForMiniProgram* base64ToArrayBuffer! batchGetStorage* batchGetStorageSync! batchSetStorage*
    batchSetStorageSync! bindEmployeeRelation* canAddSecureElementPass* canIUse! cancelIdleCallback
    canvasGetImageData* canvasPutImageData* canvasToTempFilePath* checkDeviceSupportHevc* checkEmployeeRelation*
    checkIsAddedToMyMiniProgram* checkIsOpenAccessibility* checkIsPictureInPictureActive!
    checkIsSoterEnrolledInDevice* checkIsSupportFacialRecognition* checkIsSupportSoterAuthentication* checkSession*
    checkTransitCardSupport* chooseAddress* chooseContact* chooseImage* chooseInvoice* chooseInvoiceTitle*
    chooseLicensePlate* chooseLocation* chooseMedia* chooseMessageFile* choosePoi* chooseVideo* clearStorage*
    clearStorageSync! closeBLEConnection* closeBluetoothAdapter* closeSocket* cloud>WxCloud compressImage*
    compressVideo* connectSocket*>SocketTask connectWifi* createAnimation>Animation createAudioContext>AudioContext
    createBLEConnection* createBLEPeripheralServer* createBufferURL! createCacheManager>CacheManager
    createCameraContext>CameraContext createCanvasContext>CanvasContext createGlobalPayment>GlobalPayment
    createInferenceSession>InferenceSession createInnerAudioContext>InnerAudioContext
    createIntersectionObserver>IntersectionObserver createInterstitialAd>InterstitialAd
    createLivePlayerContext>LivePlayerContext createLivePusherContext>LivePusherContext createMapContext>MapContext
    createMediaAudioPlayer>MediaAudioPlayer createMediaContainer>MediaContainer createMediaRecorder>MediaRecorder
    createOffscreenCanvas>OffscreenCanvas createRewardedVideoAd>RewardedVideoAd createSelectorQuery>SelectorQuery
    createTCPSocket>TCPSocket createUDPSocket>UDPSocket createVKSession>VKSession createVideoContext>VideoContext
    createVideoDecoder>VideoDecoder createWebAudioContext>WebAudioContext createWorker>Worker cropImage*
    deleteTransitCard* disableAlertBeforeUnload* downloadFile*>DownloadTask editImage* enableAlertBeforeUnload*
    enterChatToolMode* exitMiniProgram* exitVoIPChat* faceDetect* getAccountInfoSync! getApiCategory!
    getAppAuthorizeSetting! getAppBaseInfo! getAvailableAudioSources* getBLEDeviceCharacteristics* getBLEDeviceRSSI*
    getBLEDeviceServices* getBLEMTU* getBackgroundAudioManager>BackgroundAudioManager getBackgroundAudioPlayerState*
    getBackgroundFetchData* getBackgroundFetchToken* getBatteryInfo* getBatteryInfoSync! getBeacons*
    getBluetoothAdapterState* getBluetoothDevices* getChannelsLiveInfo* getChannelsLiveNoticeInfo*
    getChannelsShareKey* getChatToolInfo* getClipboardData* getCommonConfig* getConnectedBluetoothDevices*
    getConnectedWifi* getDeviceBenchmarkInfo* getDeviceInfo! getDeviceVoIPList* getEnterOptionsSync! getExptInfoSync!
    getExtConfig* getExtConfigSync! getFileSystemManager>FileSystemManager getFuzzyLocation* getGroupEnterInfo*
    getHCEState* getImageInfo* getInferenceEnvInfo* getLaunchOptionsSync! getLocalIPAddress* getLocation*
    getLogManager>LogManager getMenuButtonBoundingClientRect! getNFCAdapter>NFCAdapter getNetworkType*
    getPerformance>Performance getPluginUpdateManager>PluginUpdateManager getPrivacySetting* getRandomValues*
    getRealtimeLogManager>RealtimeLogManager getRecorderManager>RecorderManager getRendererUserAgent*
    getScreenBrightness* getScreenRecordingState* getSecureElementPasses* getSelectedTextRange* getSetting*
    getShareInfo* getShowSplashAdStatus* getSkylineInfo* getSkylineInfoSync! getStorage* getStorageInfo*
    getStorageInfoSync! getStorageSync! getSystemInfo* getSystemInfoAsync* getSystemInfoSync! getSystemSetting!
    getTransitCardCPLC* getTransitCardInfo* getTransitCardList* getUpdateManager>UpdateManager
    getUserCryptoManager>UserCryptoManager getUserInfo* getUserProfile* getVideoInfo* getWeRunData* getWifiList*
    getWindowInfo! getXrFrameSystem! hideHomeButton* hideKeyboard* hideLoading* hideNavigationBarLoading*
    hideShareMenu* hideTabBar* hideTabBarRedDot* hideToast* initFaceDetect* isBluetoothDevicePaired* isVKSupport!
    issueTransitCard* join1v1Chat* joinVoIPChat* jumpToOfflinePay* loadBuiltInFontFace* loadFontFace* login*
    makeBluetoothPair* makePhoneCall* navigateBack* navigateBackMiniProgram* navigateTo* navigateToMiniProgram*
    nextTick notifyBLECharacteristicValueChange* notifyGroupMembers* offAccelerometerChange offAfterPageLoad
    offAfterPageUnload offApiCategoryChange offAppHide offAppRoute offAppRouteDone offAppShow
    offAudioInterruptionBegin offAudioInterruptionEnd offBLECharacteristicValueChange offBLEConnectionStateChange
    offBLEMTUChange offBLEPeripheralConnectionStateChanged offBatteryInfoChange offBeaconServiceChange offBeaconUpdate
    offBeforeAppRoute offBeforePageLoad offBeforePageUnload offBluetoothAdapterStateChange offBluetoothDeviceFound
    offCompassChange offCopyUrl offDeviceMotionChange offEmbeddedMiniProgramHeightChange offError offGeneratePoster
    offGetWifiList offGyroscopeChange offHCEMessage offKeyDown offKeyUp offKeyboardHeightChange offLazyLoadError
    offLocalServiceDiscoveryStop offLocalServiceFound offLocalServiceLost offLocalServiceResolveFail offLocationChange
    offLocationChangeError offMemoryWarning offMenuButtonBoundingClientRectWeightChange offNetworkStatusChange
    offNetworkWeakChange offPageNotFound offParallelStateChange offScreenRecordingStateChanged offThemeChange
    offUnhandledRejection offUserCaptureScreen offUserOffTranslation offUserTriggerTranslation offVoIPChatInterrupted
    offVoIPChatMembersChanged offVoIPChatSpeakersChanged offVoIPChatStateChanged offVoIPVideoMembersChanged
    offWifiConnected offWifiConnectedWithPartialInfo offWindowResize offWindowStateChange onAccelerometerChange
    onAfterPageLoad onAfterPageUnload onApiCategoryChange onAppHide onAppRoute onAppRouteDone onAppShow
    onAudioInterruptionBegin onAudioInterruptionEnd onBLECharacteristicValueChange onBLEConnectionStateChange
    onBLEMTUChange onBLEPeripheralConnectionStateChanged onBackgroundAudioPause onBackgroundAudioPlay
    onBackgroundAudioStop onBackgroundFetchData onBatteryInfoChange onBeaconServiceChange onBeaconUpdate
    onBeforeAppRoute onBeforePageLoad onBeforePageUnload onBluetoothAdapterStateChange onBluetoothDeviceFound
    onCompassChange onCopyUrl onDeviceMotionChange onEmbeddedMiniProgramHeightChange onError onGeneratePoster
    onGetWifiList onGyroscopeChange onHCEMessage onKeyDown onKeyUp onKeyboardHeightChange onLazyLoadError
    onLocalServiceDiscoveryStop onLocalServiceFound onLocalServiceLost onLocalServiceResolveFail onLocationChange
    onLocationChangeError onMemoryWarning onMenuButtonBoundingClientRectWeightChange onNeedPrivacyAuthorization
    onNetworkStatusChange onNetworkWeakChange onPageNotFound onParallelStateChange onScreenRecordingStateChanged
    onSocketClose onSocketError onSocketMessage onSocketOpen onThemeChange onUnhandledRejection onUserCaptureScreen
    onUserOffTranslation onUserTriggerTranslation onVoIPChatInterrupted onVoIPChatMembersChanged
    onVoIPChatSpeakersChanged onVoIPChatStateChanged onVoIPVideoMembersChanged onWifiConnected
    onWifiConnectedWithPartialInfo onWindowResize onWindowStateChange openAppAuthorizeSetting* openBluetoothAdapter*
    openCard* openChannelsActivity* openChannelsEvent* openChannelsLive* openChannelsLiveNoticeInfo*
    openChannelsUserProfile* openChatTool* openCustomerServiceChat* openDesignerProfile* openDocument*
    openEmbeddedMiniProgram* openHKOfflinePayView* openInquiriesTopic* openLocation* openOfficialAccountArticle*
    openOfficialAccountChat* openOfficialAccountProfile* openPrivacyContract* openSetting* openSingleStickerView*
    openStickerIPView* openStickerSetView* openStoreCouponDetail* openStoreOrderDetail* openSystemBluetoothSetting*
    openVideoEditor* pageScrollTo* pauseBackgroundAudio* pauseVoice* playBackgroundAudio* playVoice* pluginLogin*
    postMessageToReferrerMiniProgram postMessageToReferrerPage preDownloadSubpackage*>PreDownloadSubpackageTask
    preloadAssets* preloadSkylineView* preloadWebview* previewImage* previewMedia* reLaunch*
    readBLECharacteristicValue* rechargeTransitCard* redirectTo* removeSecureElementPass* removeStorage*
    removeStorageSync! removeTabBarBadge* reportAnalytics reportEvent reportMonitor reportPerformance
    request*>RequestTask requestAppleSubscribeSign requestCommonPayment* requestDeviceVoIP* requestFacialVerify*
    requestIdleCallback requestMerchantTransfer* requestOrderPayment* requestPayment* requestPluginPayment*
    requestSubscribeDeviceMessage* requestSubscribeEmployeeMessage* requestSubscribeMessage* requestVirtualPayment*
    requirePrivacyAuthorize* reserveChannelsLive* restartMiniProgram* revokeBufferURL rewriteRoute* saveFileToDisk*
    saveImageToPhotosAlbum* saveVideoToPhotosAlbum* scanCode* seekBackgroundAudio* selectGroupMembers* sendHCEMessage*
    sendSms* sendSocketMessage* setBLEMTU* setBackgroundColor* setBackgroundFetchToken* setBackgroundTextStyle*
    setClipboardData* setEnable1v1Chat* setEnableDebug* setInnerAudioOption* setKeepScreenOn* setNavigationBarColor*
    setNavigationBarTitle* setScreenBrightness* setStorage* setStorageSync! setTabBarBadge* setTabBarItem*
    setTabBarStyle* setTopBarText* setVisualEffectOnCapture* setWifiList* setWindowSize* shareAppMessageToGroup*
    shareEmojiToGroup* shareFileMessage* shareFileToGroup* shareImageToGroup* shareToOfficialAccount* shareToWeRun*
    shareVideoMessage* shareVideoToGroup* showActionSheet* showLoading* showModal* showNavigationBarLoading*
    showRedPackage* showShareImageMenu* showShareMenu* showTabBar* showTabBarRedDot* showToast* startAccelerometer*
    startBeaconDiscovery* startBluetoothDevicesDiscovery* startCompass* startDeviceMotionListening* startGyroscope*
    startHCE* startLocalServiceDiscovery* startLocationUpdate* startLocationUpdateBackground* startPullDownRefresh*
    startRecord* startSoterAuthentication* startWifi* stopAccelerometer* stopBackgroundAudio* stopBeaconDiscovery*
    stopBluetoothDevicesDiscovery* stopCompass* stopDeviceMotionListening* stopFaceDetect* stopGyroscope* stopHCE*
    stopLocalServiceDiscovery* stopLocationUpdate* stopPullDownRefresh* stopRecord* stopVoice* stopWifi*
    subscribeVoIPVideoMembers* switchTab* updateShareMenu* updateVoIPChatMuteConfig* updateWeChatApp*
    uploadFile*>UploadTask vibrateLong* vibrateShort* writeBLECharacteristicValue*
`

/** The members of the objects that they give, by kind. */
export const OBJECTS: Readonly<Record<string, string>> = {
  Animation: `
    backgroundColor>Animation bottom>Animation export! height>Animation left>Animation matrix3d>Animation
    matrix>Animation opacity>Animation right>Animation rotate3d>Animation rotate>Animation rotateX>Animation
    rotateY>Animation rotateZ>Animation scale3d>Animation scale>Animation scaleX>Animation scaleY>Animation
    scaleZ>Animation skew>Animation skewX>Animation skewY>Animation step>Animation top>Animation translate3d>Animation
    translate>Animation translateX>Animation translateY>Animation translateZ>Animation width>Animation
  `,
  AudioBuffer: `
    copyFromChannel copyToChannel getChannelData!
  `,
  AudioContext: `
    pause play seek setSrc
  `,
  BackgroundAudioManager: `
    onCanplay onEnded onError onNext onPause onPlay onPrev onSeeked onSeeking onStop onTimeUpdate onWaiting pause play
    seek stop
  `,
  BufferSourceNode: `
    connect disconnect onended! start stop
  `,
  CacheManager: `
    addRule! addRules! clearCaches clearRules deleteCache deleteCaches deleteRule deleteRules match! off on start stop
  `,
  CameraContext: `
    onCameraFrame setZoom* startRecord* stopRecord* takePhoto*
  `,
  CanvasContext: `
    arc arcTo beginPath bezierCurveTo clearRect clip closePath createCircularGradient>CanvasGradient
    createLinearGradient>CanvasGradient createPattern draw drawImage fill fillRect fillText lineTo measureText! moveTo
    quadraticCurveTo rect restore rotate save scale setFillStyle setFontSize setGlobalAlpha setLineCap setLineDash
    setLineJoin setLineWidth setMiterLimit setShadow setStrokeStyle setTextAlign setTextBaseline setTransform stroke
    strokeRect strokeText transform translate
  `,
  CanvasGradient: `
    addColorStop
  `,
  DownloadTask: `
    abort offHeadersReceived offProgressUpdate onHeadersReceived onProgressUpdate
  `,
  FileSystemManager: `
    access* accessSync! appendFile* appendFileSync! close* closeSync! copyFile* copyFileSync! fstat* fstatSync>Stats
    ftruncate* ftruncateSync! getFileInfo* getSavedFileList* mkdir* mkdirSync! open* openSync! read*
    readCompressedFile* readCompressedFileSync! readFile* readFileSync! readSync! readZipEntry* readdir* readdirSync!
    removeSavedFile* rename* renameSync! rmdir* rmdirSync! saveFile* saveFileSync! stat* statSync! truncate*
    truncateSync! unlink* unlinkSync! unzip* write* writeFile* writeFileSync! writeSync!
  `,
  GlobalPayment: `
    abort* openMethodPicker* requestGlobalPayment*
  `,
  Image: `
    onerror! onload!
  `,
  InferenceSession: `
    destroy offError offLoad onError onLoad run*
  `,
  InnerAudioContext: `
    destroy offCanplay offEnded offError offPause offPlay offSeeked offSeeking offStop offTimeUpdate offWaiting
    onCanplay onEnded onError onPause onPlay onSeeked onSeeking onStop onTimeUpdate onWaiting pause play seek stop
  `,
  IntersectionObserver: `
    disconnect observe relativeTo>IntersectionObserver relativeToViewport>IntersectionObserver
  `,
  InterstitialAd: `
    destroy load* offClose offError offLoad onClose onError onLoad show*
  `,
  IsoDep: `
    close* connect* getHistoricalBytes* getMaxTransceiveLength* isConnected* setTimeout* transceive*
  `,
  LivePlayerContext: `
    exitBackgroundPlayback exitCasting* exitFullScreen* exitPictureInPicture* mute* pause* play* reconnectCasting*
    requestBackgroundPlayback requestFullScreen* resume* snapshot* startCasting* stop* switchCasting*
  `,
  LivePusherContext: `
    applyBlusherStickMakeup* applyEyeBrowMakeup* applyEyeShadowMakeup* applyFaceContourMakeup* applyFilter*
    applyLipStickMakeup* applySticker* clearFilters* clearMakeups* clearStickers* createOffscreenCanvas
    exitPictureInPicture* getMaxZoom* onCustomRendererEvent pause* pauseBGM* playBGM* resume* resumeBGM* sendMessage*
    setBGMVolume* setMICVolume* setZoom* snapshot* start* startPreview* stop* stopBGM* stopPreview* switchCamera*
    toggleTorch*
  `,
  LogManager: `
    debug info log warn
  `,
  MapContext: `
    addArc* addCustomLayer* addGroundOverlay* addMarkers* addVisualLayer* eraseLines* executeVisualLayerCommand*
    fromScreenLocation* getCenterLocation* getRegion* getRotate* getScale* getSkew* includePoints* initMarkerCluster*
    moveAlong* moveToLocation* on openMapApp* removeArc* removeCustomLayer* removeGroundOverlay* removeMarkers*
    removeVisualLayer* setBoundary* setCenterOffset* setLocMarkerIcon* toScreenLocation* translateMarker*
    updateGroundOverlay*
  `,
  MediaAudioPlayer: `
    addAudioSource* destroy* removeAudioSource* start* stop*
  `,
  MediaContainer: `
    addTrack destroy export extractDataSource removeTrack
  `,
  MediaRecorder: `
    destroy* off on pause* requestFrame* resume* start* stop*
  `,
  MifareClassic: `
    close* connect* getMaxTransceiveLength* isConnected* setTimeout* transceive*
  `,
  MifareUltralight: `
    close* connect* getMaxTransceiveLength* isConnected* setTimeout* transceive*
  `,
  NFCAdapter: `
    getIsoDep>IsoDep getMifareClassic>MifareClassic getMifareUltralight>MifareUltralight getNdef>Ndef getNfcA>NfcA
    getNfcB>NfcB getNfcF>NfcF getNfcV>NfcV offDiscovered onDiscovered startDiscovery* stopDiscovery*
  `,
  Ndef: `
    close* connect* isConnected* offNdefMessage onNdefMessage setTimeout* writeNdefMessage*
  `,
  NfcA: `
    close* connect* getAtqa* getMaxTransceiveLength* getSak* isConnected* setTimeout* transceive*
  `,
  NfcB: `
    close* connect* getMaxTransceiveLength* isConnected* setTimeout* transceive*
  `,
  NfcF: `
    close* connect* getMaxTransceiveLength* isConnected* setTimeout* transceive*
  `,
  NfcV: `
    close* connect* getMaxTransceiveLength* isConnected* setTimeout* transceive*
  `,
  NodesRef: `
    boundingClientRect>SelectorQuery context>SelectorQuery fields>SelectorQuery node>SelectorQuery ref>SelectorQuery
    scrollOffset>SelectorQuery
  `,
  OffscreenCanvas: `
    createImage>Image getContext!
  `,
  Performance: `
    createObserver>PerformanceObserver getEntries! getEntriesByName! getEntriesByType! setBufferSize
  `,
  PerformanceObserver: `
    disconnect observe
  `,
  PluginUpdateManager: `
    onCheckForUpdate onUpdateFailed onUpdateReady
  `,
  PreDownloadSubpackageTask: `
    onProgressUpdate
  `,
  RealtimeLogManager: `
    addFilterMsg error getCurrentState! in info setFilterMsg tag>RealtimeTagLogManager warn
  `,
  RealtimeTagLogManager: `
    addFilterMsg error info setFilterMsg warn
  `,
  RecorderManager: `
    onError onFrameRecorded onInterruptionBegin onInterruptionEnd onPause onResume onStart onStop pause resume start
    stop
  `,
  RequestTask: `
    abort offChunkReceived offHeadersReceived onChunkReceived onHeadersReceived
  `,
  RewardedVideoAd: `
    destroy load* offClose offError offLoad onClose onError onLoad show*
  `,
  SelectorQuery: `
    exec>NodesRef in>SelectorQuery select>NodesRef selectAll>NodesRef selectViewport>NodesRef
  `,
  SocketTask: `
    close* onClose onError onMessage onOpen send*
  `,
  Stats: `
    isDirectory! isFile!
  `,
  TCPSocket: `
    bindWifi close connect offBindWifi offClose offConnect offError offMessage onBindWifi onClose onConnect onError
    onMessage write
  `,
  UDPSocket: `
    bind! close connect offClose offError offListening offMessage onClose onError onListening onMessage send setTTL
    write
  `,
  UpdateManager: `
    applyUpdate onCheckForUpdate onUpdateFailed onUpdateReady
  `,
  UploadTask: `
    abort offHeadersReceived offProgressUpdate onHeadersReceived onProgressUpdate
  `,
  UserCryptoManager: `
    getLatestUserKey* getRandomValues*
  `,
  VKFrame: `
    getCameraBuffer! getCameraJpgBuffer! getCameraTexture! getDepthBuffer! getDisplayTransform! getLegSegmentBuffer!
  `,
  VKSession: `
    addMarker! addOSDMarker! cancelAnimationFrame destroy detectBody detectDepth detectFace detectHand getAllMarker!
    getAllOSDMarker! getVKFrame>VKFrame hitTest! off on removeMarker removeOSDMarker requestAnimationFrame! runOCR
    setDepthOccRange start stop update3DMode updateMaskMode updateOSDThreshold
  `,
  VideoContext: `
    exitBackgroundPlayback exitCasting exitFullScreen exitPictureInPicture* hideStatusBar pause play playbackRate
    reconnectCasting requestBackgroundPlayback requestFullScreen seek sendDanmu showStatusBar startCasting stop
    switchCasting
  `,
  VideoDecoder: `
    getFrameData! off on remove* seek* start* stop*
  `,
  WebAudioContext: `
    close* createAnalyser! createBiquadFilter! createBuffer>AudioBuffer createBufferSource>BufferSourceNode
    createChannelMerger! createChannelSplitter! createConstantSource! createDelay! createDynamicsCompressor!
    createGain! createIIRFilter! createOscillator! createPanner! createPeriodicWave! createScriptProcessor!
    createWaveShaper! decodeAudioData>AudioBuffer onstatechange! resume* suspend*
  `,
  Worker: `
    getCameraFrameData! onError onMessage onProcessKilled postMessage terminate testOnProcessKilled
  `,
  WxCloud: `
    CDN! CloudID! callContainer* callFunction* connectContainer* database! deleteFile* downloadFile*>DownloadTask
    getTempFileURL* init uploadFile*>UploadTask
  `,
}
