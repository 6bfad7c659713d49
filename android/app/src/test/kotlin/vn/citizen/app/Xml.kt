package vn.citizen.app

import org.w3c.dom.Element
import java.io.File
import javax.xml.parsers.DocumentBuilderFactory

private const val ANDROID = "http://schemas.android.com/apk/res/android"

fun xml(path: String): Element = DocumentBuilderFactory.newInstance().apply { isNamespaceAware = true }.newDocumentBuilder().parse(File("src/main/$path")).documentElement

fun Element.all(tag: String): List<Element> = getElementsByTagName(tag).let { found -> List(found.length) { found.item(it) as Element } }

/** Of Android's own attributes. */
operator fun Element.get(name: String): String = getAttributeNS(ANDROID, name)
