<?xml version="1.0"?>
<!-- content.xml of an OpenDocument text (ODF 1.3, part 3) as HTML. Words that no template speaks of
     stand as they are; styles matter where they say what a paragraph or a few words are. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
  xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
  xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
  xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"
  xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
  xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"
  xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"
  xmlns:xlink="http://www.w3.org/1999/xlink"
  exclude-result-prefixes="office text table draw style fo svg xlink">

<xsl:output method="html" indent="no" encoding="UTF-8"/>
<xsl:key name="style" match="style:style" use="@style:name"/>
<xsl:key name="numbered" match="text:list-style[text:list-level-style-number]" use="@style:name"/>

<xsl:template match="/">
  <div>
    <xsl:apply-templates select="*/office:body/office:text"/>
    <xsl:variable name="notes" select="//text:note[not(ancestor::text:tracked-changes)]"/>
    <xsl:if test="$notes">
      <ol>
        <xsl:for-each select="$notes">
          <li id="{@text:id}"><xsl:apply-templates select="text:note-body"/></li>
        </xsl:for-each>
      </ol>
    </xsl:if>
  </div>
</xsl:template>

<!-- Read apart, or not words of the text. -->
<xsl:template match="text:tracked-changes | office:annotation | office:forms | svg:title | svg:desc
  | text:sequence-decls | text:variable-decls | text:user-field-decls | text:bibliography-source
  | text:table-of-content-source | text:illustration-index-source | text:table-index-source
  | text:object-index-source | text:user-index-source | text:alphabetical-index-source"/>

<xsl:template match="text:note">
  <sup><a href="#{@text:id}">[<xsl:value-of select="text:note-citation"/>]</a></sup>
</xsl:template>

<xsl:template match="text:h">
  <xsl:variable name="level" select="@text:outline-level"/>
  <xsl:variable name="rank">
    <xsl:choose>
      <xsl:when test="$level &gt;= 1 and $level &lt;= 6"><xsl:value-of select="$level"/></xsl:when>
      <xsl:when test="$level &gt; 6">6</xsl:when>
      <xsl:otherwise>1</xsl:otherwise>
    </xsl:choose>
  </xsl:variable>
  <xsl:element name="h{$rank}"><xsl:apply-templates/></xsl:element>
</xsl:template>

<xsl:template match="text:p">
  <!-- An automatic style has the name of the style that it changes; spaces in it are written _20_. -->
  <xsl:variable name="own" select="key('style', @text:style-name)/@style:parent-style-name"/>
  <xsl:variable name="style" select="string(($own | @text:style-name[not($own)])[1])"/>
  <xsl:choose>
    <xsl:when test="$style = 'Title'"><h1><xsl:apply-templates/></h1></xsl:when>
    <xsl:when test="$style = 'Quotations' or $style = 'Quote'">
      <blockquote><xsl:apply-templates/></blockquote>
    </xsl:when>
    <xsl:when test="$style = 'Preformatted_20_Text'"><pre><xsl:apply-templates/></pre></xsl:when>
    <xsl:when test="$style = 'Caption' or $style = 'Illustration' or $style = 'Figure'
        or $style = 'Table' or $style = 'Drawing' or $style = 'FigureCaption'
        or $style = 'TableCaption'">
      <figcaption><xsl:apply-templates/></figcaption>
    </xsl:when>
    <xsl:when test="$style = 'Author'"><p class="author"><xsl:apply-templates/></p></xsl:when>
    <xsl:otherwise><p><xsl:apply-templates/></p></xsl:otherwise>
  </xsl:choose>
</xsl:template>

<xsl:template match="text:span">
  <xsl:variable name="looks" select="key('style', @text:style-name)/style:text-properties"/>
  <xsl:choose>
    <xsl:when test="starts-with($looks/@style:text-position, 'super')">
      <sup><xsl:apply-templates/></sup>
    </xsl:when>
    <xsl:when test="starts-with($looks/@style:text-position, 'sub')">
      <sub><xsl:apply-templates/></sub>
    </xsl:when>
    <xsl:when test="$looks/@fo:font-weight = 'bold' and $looks/@fo:font-style = 'italic'">
      <strong><em><xsl:apply-templates/></em></strong>
    </xsl:when>
    <xsl:when test="$looks/@fo:font-weight = 'bold'">
      <strong><xsl:apply-templates/></strong>
    </xsl:when>
    <xsl:when test="$looks/@fo:font-style = 'italic'"><em><xsl:apply-templates/></em></xsl:when>
    <xsl:otherwise><xsl:apply-templates/></xsl:otherwise>
  </xsl:choose>
</xsl:template>

<xsl:template match="text:a"><a href="{@xlink:href}"><xsl:apply-templates/></a></xsl:template>
<xsl:template match="text:ruby"><ruby><xsl:apply-templates/></ruby></xsl:template>
<xsl:template match="text:ruby-text"><rt><xsl:apply-templates/></rt></xsl:template>
<xsl:template match="text:s | text:tab"><xsl:text> </xsl:text></xsl:template>
<xsl:template match="text:line-break"><br/></xsl:template>

<!-- Lists of contents and of figures, and other lists that the program makes. -->
<xsl:template match="text:table-of-content | text:illustration-index | text:table-index
  | text:object-index | text:user-index | text:alphabetical-index">
  <nav><xsl:apply-templates/></nav>
</xsl:template>

<xsl:template match="text:list">
  <!-- A list within a list has the style of the outer one. -->
  <xsl:variable name="style" select="ancestor-or-self::text:list[@text:style-name][1]/@text:style-name"/>
  <xsl:choose>
    <xsl:when test="key('numbered', $style)"><ol><xsl:apply-templates/></ol></xsl:when>
    <xsl:otherwise><ul><xsl:apply-templates/></ul></xsl:otherwise>
  </xsl:choose>
</xsl:template>
<xsl:template match="text:list-item | text:list-header"><li><xsl:apply-templates/></li></xsl:template>

<xsl:template match="table:table"><table><xsl:apply-templates/></table></xsl:template>
<xsl:template match="table:table-header-rows"><thead><xsl:apply-templates/></thead></xsl:template>
<xsl:template match="table:table-row"><tr><xsl:apply-templates/></tr></xsl:template>
<xsl:template match="table:table-cell">
  <td>
    <xsl:if test="@table:number-columns-spanned &gt; 1">
      <xsl:attribute name="colspan"><xsl:value-of select="@table:number-columns-spanned"/></xsl:attribute>
    </xsl:if>
    <xsl:if test="@table:number-rows-spanned &gt; 1">
      <xsl:attribute name="rowspan"><xsl:value-of select="@table:number-rows-spanned"/></xsl:attribute>
    </xsl:if>
    <xsl:apply-templates/>
  </td>
</xsl:template>

<xsl:template match="draw:image">
  <img src="{@xlink:href}" alt="{normalize-space(concat(../svg:title, ' ', ../svg:desc))}"/>
</xsl:template>
</xsl:stylesheet>
